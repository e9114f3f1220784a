using System.Text.Json;
using System.Text.Json.Serialization;
using SelfLearning.Demo.Verification;

namespace SelfLearning.Demo.Reporting;

/// <summary>The result as one line of JSON, for programs.</summary>
/// <param name="Contexts">The content types in ordinal order.</param>
/// <param name="Improved">Content types whose learned values were better than the defaults by more than two standard errors, in the calls of the run.</param>
/// <param name="Alike">See <see cref="SweepVerdict.Alike"/>; <c>null</c> without <c>--verify</c>.</param>
/// <param name="FalselyAdapted">See <see cref="SweepVerdict.FalselyAdapted"/>; <c>null</c> without <c>--verify</c>.</param>
/// <param name="Resumed">Whether an earlier run had learned something.</param>
/// <param name="Feedback">What became of the feedback.</param>
/// <param name="Sweep">What else the sweep says; <c>null</c> without <c>--verify</c>.</param>
internal sealed record JsonReport(
    IReadOnlyList<JsonContext> Contexts, int Improved, int? Alike, int? FalselyAdapted, bool Resumed, JsonFeedback Feedback, SweepVerdict? Sweep)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        WriteIndented = false,
    };

    public static JsonReport Of(RunReport report) => new(
        [.. report.Contexts.Select(JsonContext.Of)],
        report.Improved,
        report.Verdict?.Alike,
        report.Verdict?.FalselyAdapted,
        report.IsResumed,
        new JsonFeedback(report.Acknowledged, report.AcknowledgedInAllRuns, report.KnownToSilo),
        report.Verdict);

    public string ToLine() => JsonSerializer.Serialize(this, Format);
}
