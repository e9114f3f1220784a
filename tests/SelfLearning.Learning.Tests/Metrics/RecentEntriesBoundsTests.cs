using System.Runtime.CompilerServices;
using Xunit.Abstractions;

namespace SelfLearning.Learning.Tests.Metrics;

public sealed class RecentEntriesBoundsTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private readonly Random _random = new(7);

    [Fact]
    public void An_entry_takes_64_bytes() => Assert.InRange(Unsafe.SizeOf<RecentEntry>(), 1, 64);

    [Fact]
    public void A_full_standard_level_takes_17_KB_and_is_saved_in_6()
    {
        Fill(new RecentEntries(MetricsCollectionLevel.Standard), 1);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var entries = Fill(new RecentEntries(MetricsCollectionLevel.Standard), 300);
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(entries);

        var saved = entries.Save().Length;

        output.WriteLine($"{taken} bytes in memory, {saved} saved.");
        Assert.Equal(256, entries.Count);
        Assert.InRange(saved, 1, 6 * 1024);
    }

    [Fact]
    public void Adding_to_a_full_level_allocates_nothing()
    {
        var entries = Fill(new RecentEntries(MetricsCollectionLevel.Standard), 300);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill(entries, 1_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Names_that_come_anew_with_every_operation_are_kept_once()
    {
        var entries = new RecentEntries(MetricsCollectionLevel.Standard);
        for (var i = 0; i < 100; i++) entries.Add(Operation(i) with { Operation = new string(i % 2 == 0 ? 'a' : 'b', 50) });

        var found = entries.Query(new MetricsFilter { Context = "folk" }, 256, new ResultIdTexts(EndedOperations.Keys, "poems", ContextKey.Parse("folk")));

        Assert.Equal(2, found.Select(entry => entry.Operation).Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    private RecentEntries Fill(RecentEntries entries, int count)
    {
        for (var i = 0; i < count; i++) entries.Add(Operation(i));
        return entries;
    }

    private EndedOperation Operation(int i) => new()
    {
        Decision = new Decision(Start.AddMinutes(i).ToUnixTimeMilliseconds(), _random.NextInt64(), i / 50, i % 3, 0, 1),
        Operation = i % 3 == 0 ? "draft" : "process",
        Status = OperationStatus.Success,
        DurationMs = TimeSpan.FromTicks(_random.Next(50_000, 50_000_000)).TotalMilliseconds,
    };
}
