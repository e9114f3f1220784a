using System.Text.Json;
using System.Text.Json.Serialization;
using SelfLearning.Benchmarks.Comparing;

namespace SelfLearning.Benchmarks.Reporting;

/// <summary>Results as one line of JSON each.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>One result; beside the figures each target with what became of it.</summary>
    public static string Of(Result result) => JsonSerializer.Serialize(
        new
        {
            result.Name,
            Ratio = Short(result.Ratio),
            A = Short(result.A),
            B = Short(result.B),
            result.Unit,
            Low = Short(result.Low),
            High = Short(result.High),
            BytesA = Short(result.BytesA),
            BytesB = Short(result.BytesB),
            Targets = result.Targets.Select(target => new { Rule = target.Text, Verdict = target.Judge(result).ToString().ToUpperInvariant() }),
            result.Note,
        },
        Json);

    // Four digits are more than any of these figures can claim.
    private static double? Short(double? figure) =>
        figure is not { } number || number == 0 || !double.IsFinite(number) ? figure : double.Parse(number.ToString("G4", null), null);
}
