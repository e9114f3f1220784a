using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Tool.Diagnosis;

/// <summary>What was found, for people and for programs.</summary>
internal static class DoctorReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    public static string Json(Examination examination) => JsonSerializer.Serialize(examination, Format);

    public static string Text(Examination examination) => string.Join(
        Environment.NewLine,
        [.. examination.Checks.Select(Line), $"{examination.Ok} ok, {examination.Failed} failed, {examination.Skipped} skipped: {examination.Config}"]);

    private static string Line(Check check)
    {
        var state = check.State switch { CheckState.Ok => "ok     ", CheckState.Failed => "failed ", _ => "skipped" };
        return check.Detail is null ? $"{state}  {check.Name}" : $"{state}  {check.Name}: {check.Detail}";
    }
}
