using System.Text.Json.Serialization;

namespace SelfLearning.Learning;

/// <summary>
/// What a learning cycle changes in the metrics: the qualities of decisions made in one minute. The learning record keeps it until the
/// metrics record has taken it in, so that a crash between the two neither loses nor doubles it.
/// </summary>
/// <param name="Cycle">The learning cycle.</param>
/// <param name="Minute">The minute of the decisions, counted from 1970 (UTC).</param>
/// <param name="Count">New qualities.</param>
/// <param name="Sum">The change of the sum of the qualities.</param>
/// <param name="SquareSum">The change of the sum of their squares.</param>
public readonly record struct QualityMovement(long Cycle, long Minute, int Count, double Sum, double SquareSum)
{
    /// <summary>The minute as a time.</summary>
    [JsonIgnore]
    public DateTimeOffset DecidedAt => DateTimeOffset.FromUnixTimeSeconds(Minute * 60);
}
