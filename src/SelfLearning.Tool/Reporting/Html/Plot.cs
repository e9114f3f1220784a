using System.Xml.Linq;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>
/// A plot as SVG that is as wide as the page lets it. Lines stretch with it; texts, dots and strokes keep their size, because they are
/// placed in percent and the stretched part has strokes that do not scale.
/// </summary>
/// <param name="x">The horizontal axis.</param>
/// <param name="y">The vertical axis, upwards.</param>
internal sealed class Plot(Scale x, Scale y)
{
    private const int HorizontalTicks = 5, VerticalTicks = 4;

    private readonly List<XElement> _below = [];
    private readonly List<XElement> _lines = [];
    private readonly List<XElement> _above = [];

    /// <summary>A line through points; a gap where the vertical value is <c>null</c>.</summary>
    public Plot Line(string cssClass, IEnumerable<(double X, double? Y)> points)
    {
        var (path, isDrawing) = (new List<string>(), false);
        foreach (var (across, up) in points)
        {
            if (up is { } value) path.Add($"{(isDrawing ? 'L' : 'M')}{Place(across, value)}");
            isDrawing = up is not null;
        }

        return Path(cssClass, path);
    }

    /// <summary>An area between two lines.</summary>
    public Plot Band(string cssClass, IReadOnlyList<(double X, double Low, double High)> points)
    {
        var upper = points.Select((point, i) => $"{(i == 0 ? 'M' : 'L')}{Place(point.X, point.High)}");
        return Path(cssClass, [.. upper, .. points.Reverse().Select(point => $"L{Place(point.X, point.Low)}"), "Z"]);
    }

    /// <summary>A dot, and what it says to those who point at it.</summary>
    public Plot Dot(string cssClass, double across, double up, double radius, string says)
    {
        _above.Add(Markup.Element(
            "circle", cssClass, At("cx", x.At(across)), At("cy", 100 - y.At(up)), Number("r", radius), Markup.Element("title", null, says)));
        return this;
    }

    /// <summary>A vertical line at a place of the horizontal axis.</summary>
    public Plot Mark(string cssClass, double across, string says)
    {
        var place = x.At(across);
        _above.Add(Straight(cssClass, place, 0, place, 100, Markup.Element("title", null, says)));
        return this;
    }

    /// <summary>A horizontal line at a place of the vertical axis.</summary>
    public Plot Level(string cssClass, double up)
    {
        var place = 100 - y.At(up);
        _below.Add(Straight(cssClass, 0, place, 100, place));
        return this;
    }

    /// <summary>A text at a point, to its right or, where there is no room, to its left.</summary>
    public Plot Note(string cssClass, double across, double up, string text)
    {
        var isRight = x.At(across) < 70;
        _above.Add(Markup.Element(
            "text", cssClass, At("x", x.At(across)), At("y", 100 - y.At(up)), Number("dx", isRight ? 10 : -10), Number("dy", 4),
            Markup.Attribute("text-anchor", isRight ? "start" : "end"), text));
        return this;
    }

    /// <summary>The plot in a frame.</summary>
    /// <param name="height">In pixels.</param>
    /// <param name="describes">What it shows, for those who do not see it.</param>
    /// <param name="across">What the horizontal axis is.</param>
    /// <param name="up">What the vertical axis is.</param>
    public XElement Draw(int height, string describes, string across, string up) => Markup.Element(
        "div", "plot", Markup.Element("p", "axis", up),
        Markup.Element(
            "svg", null, Markup.Attribute("role", "img"), Markup.Attribute("aria-label", describes), Markup.Attribute("width", "100%"),
            Number("height", height),
            Grid(),
            _below,
            Markup.Element(
                "svg", null, Markup.Attribute("width", "100%"), Markup.Attribute("height", "100%"), Markup.Attribute("viewBox", "0 0 100 100"),
                Markup.Attribute("preserveAspectRatio", "none"), _lines),
            _above),
        Markup.Element("p", "axis across", across));

    private IEnumerable<XElement> Grid()
    {
        foreach (var tick in y.Ticks(VerticalTicks))
        {
            var place = 100 - y.At(tick);
            yield return Straight("grid", 0, place, 100, place);
            yield return Markup.Element(
                "text", "tick", Markup.Attribute("x", "0"), At("y", place), Number("dx", -8), Number("dy", 4), Markup.Attribute("text-anchor", "end"),
                y.Text(tick, VerticalTicks));
        }

        foreach (var tick in x.Ticks(HorizontalTicks))
        {
            var place = x.At(tick);
            yield return Markup.Element(
                "text", "tick", At("x", place), Markup.Attribute("y", "100%"), Number("dy", 18), Markup.Attribute("text-anchor", "middle"),
                x.Text(tick, HorizontalTicks));
        }

        yield return Straight("base", 0, 100, 100, 100);
    }

    private Plot Path(string cssClass, List<string> path)
    {
        if (path.Count > 0) _lines.Add(Markup.Element("path", cssClass, Markup.Attribute("d", string.Concat(path))));
        return this;
    }

    private string Place(double across, double up) => $"{Shown.Coordinate(x.At(across))} {Shown.Coordinate(100 - y.At(up))}";

    private static XElement Straight(string cssClass, double x1, double y1, double x2, double y2, XElement? says = null) =>
        Markup.Element("line", cssClass, At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2), says);

    private static XAttribute At(string name, double percent) => Markup.Attribute(name, Shown.Percent(percent));

    private static XAttribute Number(string name, double value) => Markup.Attribute(name, Shown.Coordinate(value));
}
