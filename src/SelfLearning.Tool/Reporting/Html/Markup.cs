using System.Xml;
using System.Xml.Linq;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>Elements of a page. What comes from data goes in as text, so that the writer escapes it.</summary>
internal static class Markup
{
    /// <summary>An element with a class; <c>null</c> content is left out.</summary>
    public static XElement Element(string name, string? cssClass, params object?[] content)
    {
        var element = new XElement(name, cssClass is null ? null : new XAttribute("class", cssClass), content);
        // An empty element must have an end tag in HTML, and may have one in SVG.
        if (element.IsEmpty && name is not ("meta" or "br" or "col")) element.Add("");
        return element;
    }

    /// <summary>A table in a frame that scrolls sideways, by keyboard too.</summary>
    /// <param name="label">What the table is.</param>
    /// <param name="headings">The headings of the columns; a text that begins with a minus and an element are left-aligned, other texts head numbers.</param>
    /// <param name="rows">The rows; the first cell of each is its heading.</param>
    public static XElement Table(string label, IEnumerable<object> headings, IEnumerable<object?[]> rows) => Element(
        "div", "scroll", Attribute("role", "region"), Attribute("aria-label", label), Attribute("tabindex", "0"),
        Element(
            "table", null, Element("caption", "unseen", label),
            Element("thead", null, Element("tr", null, headings.Select(Heading))),
            Element("tbody", null, rows.Select(row => Element("tr", null, row.Select(Cell))))));

    /// <summary>An attribute.</summary>
    public static XAttribute Attribute(string name, string value) => new(name, value);

    /// <summary>The page as text: HTML that is well-formed XML too, except for its first line.</summary>
    public static string Write(XElement page)
    {
        foreach (var text in page.DescendantNodes().OfType<XText>()) text.Value = Readable(text.Value);
        foreach (var attribute in page.DescendantsAndSelf().Attributes()) attribute.Value = Readable(attribute.Value);
        using var writer = new StringWriter { NewLine = "\n" };
        using (var xml = XmlWriter.Create(writer, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineChars = "\n" })) page.Save(xml);
        return $"<!DOCTYPE html>\n{writer}\n";
    }

    private static XElement Heading(object content) => content is string text
        ? Element("th", text.StartsWith('-') ? "text" : null, Attribute("scope", "col"), text.TrimStart('-'))
        : Element("th", "text", Attribute("scope", "col"), content);

    private static XElement Cell(object? content, int column) => column == 0
        ? Element("th", "text", Attribute("scope", "row"), content)
        : content is XElement ? Element("td", "text", content) : Element("td", null, content);

    // Control characters and halves of surrogate pairs have no place in a page.
    private static string Readable(string text)
    {
        if (text.All(letter => XmlConvert.IsXmlChar(letter))) return text;
        var result = text.ToCharArray();
        for (var i = 0; i < result.Length; i++)
        {
            if (XmlConvert.IsXmlChar(result[i])) continue;
            if (i + 1 < result.Length && XmlConvert.IsXmlSurrogatePair(result[i + 1], result[i])) i++;
            else result[i] = '\uFFFD';
        }

        return new string(result);
    }
}
