using System.Xml.Linq;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>What the words and numbers of the page mean.</summary>
internal static class ReadingGuide
{
    /// <summary>A list of the words that the page uses.</summary>
    public static XElement Draw(ReplayReport report) => Markup.Element(
        "dl", "guide",
        Common.Concat(report.Kind == ReplayReport.Logged ? OfLogs : OfFullInformation)
            .SelectMany(entry => new[] { Markup.Element("dt", null, entry.Word), Markup.Element("dd", null, entry.Means) }));

    private static IEnumerable<(string Word, string Means)> Common =>
    [
        ("Feedback", "A quality from 0 to 1, the higher the better. Means are per call."),
        ("Learned", "What calls got while the learner ran, its trials of other values included."),
        ("Confidence", "The learner's belief that a value is better than the one in use, under a prior that is half sceptical. It may be looked at at any time. It is no hit rate: "
            + "how often it is right depends on how often there is anything to find."),
        ("Adaptation", "A value takes the place of the one in use because its confidence reached the threshold. A rollback is one that goes back."),
    ];

    private static IEnumerable<(string Word, string Means)> OfFullInformation =>
    [
        ("Never adapting", "The default values on the same calls."),
        ("Best single setting, best of each context", "Chosen with the whole data in hand: what nobody could know at the start. The second is the most that a choice by context can reach."),
        ("Of what could be gained", "How far the second half of the calls is on the way from never adapting to the best setting of the context."),
        ("Standard error (±)", "Over the runs: the same data, other calls and other choices. It does not say how the data themselves would vary."),
        ("Harmful", "An adaptation to a setting that is worse in the data by more than 0.02."),
    ];

    private static IEnumerable<(string Word, string Means)> OfLogs =>
    [
        ("Inverse propensity", "Feedback weighted by how much more often the policy would have chosen what was logged. Its interval holds for any log, at every moment, "
            + "also if one stops when it looks best."),
        ("Doubly robust", "A prediction from past rows, corrected by weighted errors. The prediction may be wrong: the interval holds all the same."),
        ("Self-normalised", "Weighted feedback divided by the sum of weights: less noisy, slightly biased; its interval is asymptotic."),
        ("Interval", "The probability with which all intervals of that kind hold; those of fixed settings are widened for their number."),
        ("Effective rows", "How many rows of equal weight would tell as much."),
        ("Not in the log", "The share of the policy's choices that were never logged in their context."),
    ];
}
