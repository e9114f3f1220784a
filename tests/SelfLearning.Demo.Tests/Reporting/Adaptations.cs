namespace SelfLearning.Demo.Tests.Reporting;

internal static class Adaptations
{
    public static Adaptation Of(
        long id, string parameter, string oldValue, string newValue, AdaptationStatus status = AdaptationStatus.Applied) => new()
        {
            Id = id,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Context = "json",
            ParameterName = parameter,
            OldValue = oldValue,
            NewValue = newValue,
            Confidence = 0.83,
            Reason = $"{parameter} {newValue} did better.",
            MetricsBasis = new MetricsBasis(100, 80, 0.5, 20, 0.6, 0.1, 4),
            Status = status,
            DecidedBy = "learner",
            DecidedAt = DateTimeOffset.UnixEpoch,
        };

    public static PolicyView Policy(string codec, int level, long learned = 0, int queued = 0) => new(
        "json",
        new PolicySnapshot
        {
            Version = 1,
            PublishedAt = DateTimeOffset.UnixEpoch,
            Values = [new("codec", codec), new("level", level.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        },
        [],
        [],
        learned,
        queued,
        0);
}
