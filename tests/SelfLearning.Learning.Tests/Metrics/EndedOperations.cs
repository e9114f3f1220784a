using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace SelfLearning.Learning.Tests.Metrics;

/// <summary>Ended operations of every kind: decisions of two epochs and callers' ids, with and without errors and details.</summary>
public static class EndedOperations
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    public static readonly SigningKeys Keys = new(1, new Dictionary<int, byte[]> { [200] = new byte[32], [1] = [.. Enumerable.Repeat((byte)7, 32)] });

    private static Gen<Decision> Decisions { get; } =
        from ms in Gen.Choose(-1_000_000, 1_000_000)
        from token in Gen.Choose(int.MinValue, int.MaxValue)
        from version in Gen.Elements(0, 1, 2, 300, long.MaxValue)
        from candidate in Gen.Elements(-1, 0, 5, int.MaxValue)
        from overridden in Gen.Elements(0u, 0u, 3u, uint.MaxValue)
        from epoch in Gen.Elements(1, 1, 200)
        select new Decision(Start.ToUnixTimeMilliseconds() + ms, token * 0x1_2345_6789L, version, candidate, overridden, epoch);

    private static Gen<double> Durations { get; } = Gen.OneOf(
        Gen.Constant(0.0),
        Gen.Choose(0, int.MaxValue).Select(ticks => TimeSpan.FromTicks(ticks).TotalMilliseconds),
        Gen.Choose(0, int.MaxValue).Select(third => third / 3.0),
        Gen.Elements(double.Epsilon, 1e12, double.MaxValue));

    private static Gen<EndedOperation> Operations { get; } =
        from decision in Decisions
        from isDecision in Gen.Elements(true, true, true, false)
        from ticks in Gen.Choose(0, int.MaxValue)
        from callerId in Gen.Elements(null, "call-1", "\ud83c")
        from operation in Gen.Elements("process", "draft", "polish", "é\ud800")
        from status in Gen.Elements(OperationStatus.Success, OperationStatus.Failure, OperationStatus.Partial)
        from duration in Durations
        from quality in Gen.Elements<double?>(null, 0, 1 / 3.0, 1)
        from error in Gen.Elements(null, null, null, "no", "")
        from details in Gen.Elements(null, ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty.Add("tokens", "42"))
        select new EndedOperation
        {
            Decision = isDecision ? decision : null,
            CallerId = isDecision ? null : callerId,
            StartedAt = isDecision ? default : Start.AddTicks(ticks),
            Operation = operation,
            Status = status,
            DurationMs = duration,
            Quality = quality,
            Error = error,
            Details = details,
        };

    public static Arbitrary<EndedOperation[]> Arrays() => Operations.ArrayOf().ToArbitrary();
}
