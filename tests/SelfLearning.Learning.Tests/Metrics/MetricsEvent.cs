using FsCheck;
using FsCheck.Fluent;

namespace SelfLearning.Learning.Tests.Metrics;

/// <summary>One call of a metrics window: an operation, or quality moved later.</summary>
public sealed record MetricsEvent(
    DateTimeOffset Time, DateTimeOffset Now, bool IsMove, string Operation, OperationStatus Status, double DurationMs, double? Quality, int Count, double Sum)
{
    public void ApplyTo(MetricsWindow window)
    {
        if (IsMove) window.MoveQuality(Time, Now, Count, Sum, Sum / 2);
        else window.Record(Time, Operation, Status, DurationMs, Quality);
    }

    public static MetricsWindow Window(IEnumerable<MetricsEvent> events)
    {
        var window = new MetricsWindow();
        foreach (var each in events) each.ApplyTo(window);
        return window;
    }
}

/// <summary>Events around 2026-03-01 09:58, dense near the borders of buckets and up to 40 days back, in any order.</summary>
public static class MetricsEvents
{
    public static readonly DateTimeOffset Center = new(2026, 3, 1, 9, 58, 30, TimeSpan.Zero);

    public static Gen<DateTimeOffset> Time { get; } = Gen.OneOf(
        Gen.Choose(-200, 200).Select(s => Center.AddSeconds(s)),
        Gen.Choose(-65, 5).Select(m => Center.AddMinutes(m)),
        Gen.Choose(-98, 2).Select(q => Center.AddMinutes(15 * q)),
        Gen.Choose(-182, 2).Select(h => Center.AddHours(4 * h)),
        Gen.Choose(-45, 45).Select(h => new DateTimeOffset(2026, 2, 22, 10, 0, 0, TimeSpan.FromHours(2)).AddHours(h)),
        Gen.Choose(-40 * 86_400, 600).Select(s => Center.AddSeconds(s)));

    private static Gen<double> Duration { get; } = Gen.OneOf(
        Gen.Constant(0.0),
        Gen.Choose(1, 100_000).Select(ms => ms / 10.0),
        Gen.Choose(-600, 1_190).Select(e => Math.Pow(10, e / 100.0)));

    private static Gen<MetricsEvent> Event { get; } =
        from time in Time
        from later in Gen.Choose(0, 7 * 86_400)
        from isMove in Gen.Elements(false, false, false, true)
        from operation in Gen.Elements("process", "draft", "polish", "other")
        from status in Gen.Elements(OperationStatus.Success, OperationStatus.Failure, OperationStatus.Partial)
        from duration in Duration
        from quality in Gen.Elements<double?>(null, null, 0, 0.2, 0.4, 0.6, 0.8, 1, 1 / 3.0)
        from count in Gen.Choose(0, 3)
        from sum in Gen.Choose(-100, 100)
        select new MetricsEvent(time, time.AddSeconds(isMove ? later / 60 : 0), isMove, operation, status, duration, quality, count, (count * 0.7) + (sum / 333.0));

    public static Arbitrary<MetricsEvent[]> Events() => Event.ArrayOf().ToArbitrary();

    public static Arbitrary<DateTimeOffset> Times() => Time.ToArbitrary();
}
