using System.Collections.Immutable;
using System.Xml.Linq;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>What each policy would have earned on logged decisions: three estimates with their intervals, as a forest plot and as numbers.</summary>
internal static class EstimateTable
{
    private const int RowHeight = 46, Ticks = 4;

    private static readonly ImmutableArray<(string Class, string Name, Func<PolicyEstimate, IntervalEstimate?> Of)> Estimators =
    [
        ("robust", "doubly robust", estimate => estimate.DoublyRobust),
        ("inverse", "inverse propensity", estimate => estimate.InversePropensity),
        ("normalised", "self-normalised (asymptotic)", estimate => estimate.SelfNormalised),
    ];

    /// <summary>The plot beside its numbers, and its legend.</summary>
    public static XElement Draw(ImmutableArray<PolicyEstimate> estimates)
    {
        var never = estimates.FirstOrDefault(estimate => estimate.Policy == "default")?.DoublyRobust.Estimate;
        var scale = Scale.Around(estimates.SelectMany(estimate => Estimators.Select(estimator => estimator.Of(estimate)))
            .OfType<IntervalEstimate>().SelectMany(interval => new[] { interval.Lower, interval.Upper }));
        return Markup.Element(
            "div", null,
            Markup.Element("p", "legend", Estimators.Select(estimator => Legend.Entry(estimator.Class, estimator.Name))),
            Markup.Table(
                "Estimates from logged decisions",
                ["-Policy", Axis(scale), .. Estimators.Select(estimator => estimator.Name), "Effective rows", "Not in the log", "Interval"],
                estimates.Select(estimate => Row(estimate, scale, never))));
    }

    private static object?[] Row(PolicyEstimate estimate, Scale scale, double? never) =>
    [
        Name(estimate), Forest(estimate, scale, never), .. Estimators.Select(estimator => Numbers(estimator.Of(estimate))),
        Shown.Count(estimate.EffectiveSampleSize), Shown.Share(estimate.UnsupportedShare), Shown.Share(estimate.Confidence),
    ];

    private static XElement Name(PolicyEstimate estimate) => Markup.Element(
        "span", null,
        estimate.Policy switch
        {
            "learned" => "learned, as it went along",
            "uniform" => "all settings equally often",
            "default" => "default",
            _ => "always",
        },
        estimate.Values is { } values ? Markup.Element("b", null, $" {Shown.Setting(values)}") : null);

    private static XElement Forest(PolicyEstimate estimate, Scale scale, double? never) => Markup.Element(
        "svg", "forest", Markup.Attribute("height", Shown.Coordinate(RowHeight)), Markup.Attribute("aria-hidden", "true"),
        scale.Ticks(Ticks).Select(tick => Line("grid", scale.At(tick), scale.At(tick), 0, RowHeight)),
        never is { } mean && mean >= scale.Least && mean <= scale.Most ? Line("threshold", scale.At(mean), scale.At(mean), 0, RowHeight) : null,
        Estimators.SelectMany((estimator, place) => Interval(estimator.Class, estimator.Of(estimate), scale, 9 + (place * 14))));

    private static IEnumerable<XElement> Interval(string cssClass, IntervalEstimate? interval, Scale scale, double height)
    {
        if (interval is null) yield break;
        yield return Line(cssClass, scale.At(interval.Lower), scale.At(interval.Upper), height, height);
        yield return Markup.Element(
            "circle", cssClass, Markup.Attribute("cx", Shown.Percent(scale.At(interval.Estimate))), Markup.Attribute("cy", Shown.Coordinate(height)),
            Markup.Attribute("r", "4"));
    }

    private static XElement Line(string cssClass, double x1, double x2, double y1, double y2) => Markup.Element(
        "line", cssClass, Markup.Attribute("x1", Shown.Percent(x1)), Markup.Attribute("x2", Shown.Percent(x2)),
        Markup.Attribute("y1", Shown.Coordinate(y1)), Markup.Attribute("y2", Shown.Coordinate(y2)));

    private static XElement Numbers(IntervalEstimate? interval) => Markup.Element(
        "span", "number",
        Shown.Mean(interval?.Estimate), interval is null ? null : Markup.Element("small", null, $" {Shown.Mean(interval.Lower)} to {Shown.Mean(interval.Upper)}"));

    private static XElement Axis(Scale scale) => Markup.Element(
        "span", null, "Mean feedback; dashed: the default",
        Markup.Element(
            "svg", "forest", Markup.Attribute("height", "16"), Markup.Attribute("aria-hidden", "true"),
            scale.Ticks(Ticks).Select(tick => Markup.Element(
                "text", "tick", Markup.Attribute("x", Shown.Percent(scale.At(tick))), Markup.Attribute("y", "12"), Markup.Attribute("text-anchor", "middle"),
                scale.Text(tick, Ticks)))));
}
