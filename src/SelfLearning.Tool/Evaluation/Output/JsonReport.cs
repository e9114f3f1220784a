using System.Text.Json;
using System.Text.Json.Serialization;
using SelfLearning.Tool.Evaluation.Pooling;
using SelfLearning.Tool.Evaluation.Results;

namespace SelfLearning.Tool.Evaluation.Output;

/// <summary>The result as JSON for programs; the same seeds give the same bytes.</summary>
/// <param name="Seeds">How many runs of each scenario and learner were asked for.</param>
/// <param name="Partial">Whether it was stopped before all were done.</param>
/// <param name="Scenarios">One entry for each scenario.</param>
internal sealed record JsonReport(int Seeds, bool Partial, IReadOnlyList<JsonScenario> Scenarios)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
    };

    public static string Of(EvaluationReport report) => JsonSerializer.Serialize(
        new JsonReport(report.Seeds, report.Partial, [.. report.Scenarios.Select(JsonScenario.Of)]), Format);

    /// <summary>An evaluation of pooling, with the members of <see cref="PoolingReport"/>.</summary>
    public static string Of(PoolingReport report) => JsonSerializer.Serialize(report, Format);
}
