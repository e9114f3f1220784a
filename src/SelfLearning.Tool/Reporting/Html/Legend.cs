using System.Xml.Linq;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>What a line of a chart means.</summary>
internal static class Legend
{
    /// <summary>A short stretch of the line and its name.</summary>
    public static XElement Entry(string cssClass, string name) => Markup.Element(
        "span", "entry",
        Markup.Element(
            "svg", null, Markup.Attribute("width", "28"), Markup.Attribute("height", "10"), Markup.Attribute("aria-hidden", "true"),
            Markup.Element("path", cssClass, Markup.Attribute("d", "M1 5L27 5"))),
        " ", name);
}
