using FsCheck;
using FsCheck.Fluent;

namespace SelfLearning.Learning.Tests.Feedback;

/// <summary>Slots and policies for tests.</summary>
public static class SlotSamples
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Found by FsCheck: slots with few keys and revisions, so that they meet; equal (key, revision, learned) have equal content.</summary>
    public static Arbitrary<Slot> Slots() => (
        from key in Gen.Choose(1, 30)
        from revision in Gen.Choose(-2, 2)
        from isLearned in Gen.Elements(true, false)
        select Slot((ulong)key * 0x0123456789ABCDEF, revision, isLearned)).ToArbitrary();

    /// <summary>Found by FsCheck: policies of few versions; equal versions have equal content.</summary>
    public static Arbitrary<PolicySnapshot> Policies() => Gen.Choose(0, 20).Select(v => Policy(v)).ToArbitrary();

    public static Slot Slot(ulong key, long revision = 1, bool isLearned = true)
    {
        var quality = (key % 101 * 0.01) + (revision * 0.001);
        return new Slot(key, quality, isLearned ? 0.1 + 0.2 : 0, isLearned ? 1 / 3.0 : 0, revision);
    }

    public static IEnumerable<Slot> Learned(int first, int count, int revision = 1) =>
        Enumerable.Range(first, count).Select(i => Slot((ulong)i, revision));

    public static PolicySnapshot Policy(long version, int candidates = 2, string value = "0.7") => new()
    {
        Version = version,
        PublishedAt = Start.AddTicks(version * 1234567),
        Values = [new("temperature", value), new("structure", $"verse {version % 3}")],
        Candidates = [.. Enumerable.Range(0, candidates).Select(i => new PolicyCandidate("temperature", $"1.{i}", 0.1 / (3 + i + version)))],
        TrialShare = 0.1 + (version * 1e-17),
    };

    public static void AssertEqual(PolicySnapshot expected, PolicySnapshot? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Version, actual.Version);
        Assert.Equal(expected.PublishedAt, actual.PublishedAt);
        Assert.Equal(expected.Values.AsEnumerable(), actual.Values.AsEnumerable());
        Assert.Equal(expected.Candidates.AsEnumerable(), actual.Candidates.AsEnumerable());
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected.TrialShare), BitConverter.DoubleToInt64Bits(actual.TrialShare));
    }
}
