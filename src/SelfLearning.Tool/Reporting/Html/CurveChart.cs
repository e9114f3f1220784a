using System.Collections.Immutable;
using System.Xml.Linq;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>How the mean feedback goes over the calls: the learner beside what does not learn.</summary>
internal static class CurveChart
{
    private static readonly ImmutableArray<(string Class, string Name, Func<CurvePoint, double?> Mean)> Series =
    [
        ("best", "best setting of each context", point => point.BestPerContext),
        ("fixed", "best single setting", point => point.BestFixed),
        ("uniform", "all settings equally often", point => point.Uniform),
        ("never", "never adapting", point => point.Never),
        ("learned", "learned, trials included", point => point.Learned),
    ];

    /// <summary>The chart, its legend and its numbers.</summary>
    public static XElement Draw(ImmutableArray<CurvePoint> curve)
    {
        var shown = Series.Where(series => curve.Any(point => series.Mean(point) is not null)).ToArray();
        var band = (from point in curve
                    where point.Learned is not null && point.StandardError is not null
                    select (Middle(point), point.Learned!.Value - point.StandardError!.Value, point.Learned.Value + point.StandardError.Value)).ToArray();
        var values = shown.SelectMany(series => curve.Select(series.Mean)).OfType<double>().Concat(band.SelectMany(b => new[] { b.Item2, b.Item3 }));
        var plot = new Plot(new Scale(0, Math.Max(1, curve[^1].To)), Scale.Around(values));
        if (band.Length > 1) plot.Band("band", band);
        foreach (var (cssClass, _, mean) in shown) plot.Line(cssClass, curve.Select(point => (Middle(point), mean(point))));
        return Markup.Element(
            "figure", null,
            plot.Draw(300, Describe(curve), "calls of a run", "mean feedback"),
            Markup.Element("figcaption", "legend", shown.Reverse().Select(series => Legend.Entry(series.Class, series.Name))),
            Markup.Element("details", null, Markup.Element("summary", null, "The numbers"), Numbers(curve, shown)));
    }

    private static XElement Numbers(ImmutableArray<CurvePoint> curve, (string Class, string Name, Func<CurvePoint, double?> Mean)[] shown) => Markup.Table(
        "Mean feedback over the calls",
        ["-Calls", .. shown.Reverse().Select(series => series.Name), "standard error of learned"],
        curve.Select(point => (object?[])
        [
            $"{Shown.Count(point.From)}–{Shown.Count(point.To)}", .. shown.Reverse().Select(series => Shown.Mean(series.Mean(point))),
            point.StandardError is { } error ? Shown.Error(error).TrimStart(' ', '±') : Shown.Unknown,
        ]));

    private static string Describe(ImmutableArray<CurvePoint> curve) =>
        $"Learning curve: the learner begins at {Shown.Mean(curve[0].Learned)} and ends at {Shown.Mean(curve[^1].Learned)}; never adapting ends at "
        + $"{Shown.Mean(curve[^1].Never)}, the best setting of each context at {Shown.Mean(curve[^1].BestPerContext)}. The numbers follow.";

    private static double Middle(CurvePoint point) => (point.From + point.To) / 2.0;
}
