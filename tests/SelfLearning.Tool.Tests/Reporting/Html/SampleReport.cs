using System.Collections.Immutable;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Tests.Reporting.Html;

/// <summary>Reports to make pages from.</summary>
internal static class SampleReport
{
    public const string Hostile = "<script>alert(\"x\")</script>&amp;'\u0001\uD800 🎉</style>";

    /// <summary>Full information with so many contexts of four values each, and adaptations in every third.</summary>
    public static ReplayReport Full(int contexts = 3, string name = "context")
    {
        string[] names = [.. Enumerable.Range(0, contexts).Select(i => contexts == 1 ? name : $"{name} {i}")];
        return new ReplayReport(
            ReplayReport.FullInformation, false,
            new ReplaySettings(
                "data.csv", "kind", [new ReplayedParameter("style", "categorical", ["plain", "warm", "bold", "terse"], "plain")], "score", false, null, [],
                10_000, 5, 1, 0.7, 0, 10, true),
            new DataSummary(4_000, 1_000, 4_000, 4, 1, 0),
            new ReplayTotals(
                5, 50_000, 0.5, 0.55, 0.57, 0.52, 0.6, 0.49, 0.7, 0.05, contexts, 1, 1, 1.5,
                new StandardErrors(0.001, 0.002, 0.002, 0.001, 0.001, 0.001, 0.001, 0.0015, 0.2)),
            [.. names.Select((text, i) => Context(text, 1.0 / contexts, i % 3 == 0))],
            [.. names.Where((_, i) => i % 3 == 0).Select(Adaptation)],
            [.. Enumerable.Range(0, 50).Select(i => new CurvePoint(i * 200, (i + 1) * 200, 0.5 + (0.0015 * i), 0.003, 0.5, 0.52, 0.6, 0.49))],
            [.. names.SelectMany(Paths)],
            new Reliability(Bins(100), Bins(5)), [], ["Nothing is certain."]);
    }

    /// <summary>Logged decisions.</summary>
    public static ReplayReport Logged() => Full() with
    {
        Kind = ReplayReport.Logged,
        Curve = [],
        Reliability = Reliability.Unknown,
        Estimates =
        [
            Estimate("learned", null, 0.6) with { Rejection = new RejectionEstimate(0.61, 0.004, 12_000, 60_000) },
            Estimate("default", "plain", 0.5),
            Estimate("uniform", null, 0.48),
            Estimate("fixed", "warm", 0.55) with { SelfNormalised = null, UnsupportedShare = 1 },
        ],
    };

    private static PolicyEstimate Estimate(string policy, string? style, double mean)
    {
        var interval = new IntervalEstimate(mean, mean - 0.02, mean + 0.03);
        return new PolicyEstimate(
            policy, style is null ? null : new Dictionary<string, string> { ["style"] = style }, null, 0.95, interval, interval, interval, 9_000, 1, 5, 0.4, 0);
    }

    private static ContextResult Context(string text, double traffic, bool isBetter) => new(
        text, traffic, 10_000, 100, Style("plain"), Style(isBetter ? "warm" : "plain"), 0.8, Style("warm"), 0.5, isBetter ? 0.58 : 0.49, 0.6, 0.52, 0.6, 0.49,
        0.7, 0.002, isBetter ? 1 : 0, 0.2, 0, 0);

    private static ReplayedAdaptation Adaptation(string context) => new(
        1, 900, context, 1, "style", "plain", "warm", 0.74, $"'warm' averages more in {context}.", false, false, 0.1, 0.08, false);

    private static IEnumerable<ConfidencePath> Paths(string context) => new[] { "plain", "warm", "bold", "terse" }.Select((value, place) => new ConfidencePath(
        context, "style", value,
        [.. Enumerable.Range(1, 50).Select(i => new ConfidencePoint(i * 200, value == "plain" && i < 5 ? null : 0.02 * place * (i % 7), value == "plain" && i < 5))]));

    private static ImmutableArray<ReliabilityBin> Bins(int count) =>
    [
        .. Enumerable.Range(0, 10).Select(i => i % 4 == 3
            ? new ReliabilityBin(i / 10.0, (i + 1) / 10.0, 0, null, null)
            : new ReliabilityBin(i / 10.0, (i + 1) / 10.0, count, (i / 10.0) + 0.04, Math.Min(1, i / 9.0))),
    ];

    private static Dictionary<string, string> Style(string value) => new() { ["style"] = value };
}
