using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace SelfLearning.Learning.Tests.Metrics;

[Properties(Arbitrary = [typeof(EndedOperations)], MaxTest = 200, Replay = "(20260302,2718281829)", EndSize = 400)]
public sealed class RecentEntriesPropertyTests
{
    private static readonly MetricsFilter All = new() { Context = "folk" };
    private readonly ResultIdTexts _texts = new(EndedOperations.Keys, "poems", ContextKey.Parse("folk"));

    [Property]
    public void Queries_give_what_was_added_the_newest_first(EndedOperation[] operations, MetricsCollectionLevel level)
    {
        var entries = Filled(operations, level);

        AssertHolds(entries, operations.Reverse().Take(Kept(level)), level == MetricsCollectionLevel.Comprehensive);
    }

    [Property]
    public void What_was_saved_is_restored_bit_for_bit_and_goes_on(EndedOperation[] operations, EndedOperation[] later)
    {
        var restored = new RecentEntries(MetricsCollectionLevel.Standard);
        restored.Restore(Filled(operations, MetricsCollectionLevel.Comprehensive).Save());
        foreach (var operation in later) restored.Add(operation);

        AssertHolds(restored, operations.Concat(later).Reverse().Take(256), withDetails: false);
        Assert.Equal(Filled([.. operations, .. later], MetricsCollectionLevel.Standard).Save(), restored.Save());
    }

    [Property]
    public void A_change_of_the_level_keeps_the_newest_in_their_order(EndedOperation[] operations, MetricsCollectionLevel first, MetricsCollectionLevel second)
    {
        var entries = Filled(operations, first);
        entries.Level = second;

        var kept = operations.Reverse().Take(Math.Min(Kept(first), Kept(second)));
        AssertHolds(entries, kept, first == MetricsCollectionLevel.Comprehensive && second == MetricsCollectionLevel.Comprehensive);
    }

    [Property]
    public void A_filter_gives_the_entries_that_match_it(EndedOperation[] operations, OperationStatus? status, byte limit)
    {
        var (entries, filter) = (Filled(operations, MetricsCollectionLevel.Standard), All with { Status = status, Since = EndedOperations.Start });

        var found = entries.Query(filter, 1 + limit, _texts);

        Assert.Equal(entries.Query(All, 256, _texts).Where(filter.Matches).Take(1 + limit), found);
    }

    [Property]
    public void Damaged_bytes_are_refused_or_read_but_never_crash(EndedOperation[] operations, (int Place, byte Value)[] changes)
    {
        var body = Filled(operations, MetricsCollectionLevel.Standard).Save()[..^4];
        foreach (var (place, value) in changes) body[(int)((uint)place % (uint)body.Length)] = value;
        var entries = new RecentEntries(MetricsCollectionLevel.Standard);
        try
        {
            entries.Restore(Checksum.Seal(body));
        }
        catch (MetricsException)
        {
            Assert.Equal(0, entries.Count);
        }

        Assert.Equal(entries.Count, entries.Query(All, 256, _texts).Length);
    }

    private static RecentEntries Filled(EndedOperation[] operations, MetricsCollectionLevel level)
    {
        var entries = new RecentEntries(level);
        foreach (var operation in operations) entries.Add(operation);
        return entries;
    }

    private static int Kept(MetricsCollectionLevel level) => level switch
    {
        MetricsCollectionLevel.Minimal => 0,
        MetricsCollectionLevel.Standard => 256,
        _ => 10_000,
    };

    private void AssertHolds(RecentEntries entries, IEnumerable<EndedOperation> expected, bool withDetails)
    {
        var all = expected.ToList();
        var found = entries.Query(All, 10_000, _texts);
        Assert.Equal(all.Count, found.Length);
        foreach (var (operation, entry) in all.Zip(found))
        {
            var id = operation.Decision is { } decision
                ? decision.In("poems", ContextKey.Parse("folk")).Format(EndedOperations.Keys.DeriveContextKey(decision.KeyEpoch, "poems", ContextKey.Parse("folk")))
                : operation.CallerId ?? "";
            Assert.Equal(
                (id, operation.StartedAt, operation.Operation, operation.Status, operation.Quality, operation.Error),
                (entry.Id, entry.Timestamp, entry.Operation, entry.Status, entry.QualityScore, entry.Error));
            Assert.Equal(BitConverter.DoubleToInt64Bits(operation.DurationMs), BitConverter.DoubleToInt64Bits(entry.DurationMs));
            Assert.Equal(withDetails && operation.Details is { Count: > 0 } ? operation.Details : [], entry.Details);
        }
    }
}
