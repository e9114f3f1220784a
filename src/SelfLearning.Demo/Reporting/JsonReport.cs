using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Demo.Reporting;

/// <summary>The result as one line of JSON, for programs.</summary>
/// <param name="Contexts">The content types in ordinal order.</param>
/// <param name="Improved">Content types whose learned values were better than the defaults by more than two standard errors, in the calls of the run.</param>
/// <param name="Alike">See <see cref="Verification.SweepVerdict.Alike"/>; <c>null</c> without <c>--verify</c>.</param>
/// <param name="FalselyAdapted">See <see cref="Verification.SweepVerdict.FalselyAdapted"/>; <c>null</c> without <c>--verify</c>.</param>
/// <param name="Resumed">Whether an earlier run had learned something.</param>
internal sealed record JsonReport(IReadOnlyList<JsonContext> Contexts, int Improved, int? Alike, int? FalselyAdapted, bool Resumed)
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
        report.IsResumed);

    public string ToLine() => JsonSerializer.Serialize(this, Format);
}
