using System.Text.Json;
using System.Text.Json.Serialization;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Replaying.Output;

/// <summary>The report as JSON for programs.</summary>
internal static class ReplayJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.Strict, WriteIndented = true };

    public static string Of(ReplayReport report) => JsonSerializer.Serialize(report, Format);
}
