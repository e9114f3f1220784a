using System.Collections.Immutable;

namespace SelfLearning.Learning.Tests.Metrics;

public sealed class RecentEntriesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly MetricsFilter All = new() { Context = "folk" };

    [Theory]
    [InlineData(MetricsCollectionLevel.Minimal, 0)]
    [InlineData(MetricsCollectionLevel.Standard, 256)]
    [InlineData(MetricsCollectionLevel.Comprehensive, 10_000)]
    public void Each_level_keeps_its_number_of_the_newest(MetricsCollectionLevel level, int kept)
    {
        var entries = Filled(level, 10_300);

        var found = entries.Query(All, 10_000);

        Assert.Equal(kept, entries.Count);
        Assert.Equal(Enumerable.Range(0, kept).Select(age => $"{10_299 - age}"), found.Select(e => e.Id));
    }

    [Fact]
    public void Details_are_kept_at_the_comprehensive_level_only()
    {
        Assert.Empty(Filled(MetricsCollectionLevel.Standard, 1).Query(All, 1)[0].Details);
        Assert.Equal("0.7", Filled(MetricsCollectionLevel.Comprehensive, 1).Query(All, 1)[0].Details["temperature"]);
    }

    [Fact]
    public void The_newest_is_what_arrived_last_whatever_its_time()
    {
        var entries = new RecentEntries(MetricsCollectionLevel.Standard);
        entries.Add(Entry(1) with { Timestamp = Start.AddHours(1) });
        entries.Add(Entry(2) with { Timestamp = Start.AddHours(-1) });

        Assert.Equal(["2", "1"], entries.Query(All, 10).Select(e => e.Id));
    }

    [Fact]
    public void The_limit_counts_entries_that_match()
    {
        var entries = Filled(MetricsCollectionLevel.Standard, 100);

        var found = entries.Query(All with { Status = OperationStatus.Failure, Since = Start.AddSeconds(50) }, 3);

        Assert.Equal(["99", "96", "93"], found.Select(e => e.Id));
        Assert.Equal(17, entries.Query(All with { Status = OperationStatus.Failure, Since = Start.AddSeconds(50) }, 100).Length);
        Assert.Empty(entries.Query(All with { Operation = "unheard" }, 100));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void A_limit_outside_1_to_10000_is_refused(int limit)
    {
        var error = Assert.Throws<MetricsException>(() => Filled(MetricsCollectionLevel.Standard, 1).Query(All, limit));

        Assert.Contains($"limit {limit}", error.Message, StringComparison.Ordinal);
        Assert.Equal("folk", error.Context);
    }

    [Fact]
    public void A_lower_level_drops_at_once_and_a_higher_one_keeps_more_from_then_on()
    {
        var entries = Filled(MetricsCollectionLevel.Comprehensive, 300);

        entries.Level = MetricsCollectionLevel.Standard;
        Assert.Equal(256, entries.Count);
        Assert.Equal("299", entries.Query(All, 1)[0].Id);
        Assert.Empty(entries.Query(All, 1)[0].Details);

        entries.Level = MetricsCollectionLevel.Comprehensive;
        for (var i = 300; i < 400; i++) entries.Add(Entry(i));
        Assert.Equal(Enumerable.Range(44, 356).Reverse().Select(i => $"{i}"), entries.Query(All, 10_000).Select(e => e.Id));

        entries.Level = MetricsCollectionLevel.Minimal;
        Assert.Equal(0, entries.Count);
        entries.Add(Entry(400));
        Assert.Equal(0, entries.Count);
    }

    [Fact]
    public void The_last_256_are_saved_without_details_and_restored_in_their_order()
    {
        var entries = Filled(MetricsCollectionLevel.Comprehensive, 1_000);

        var saved = entries.Saved;
        var restored = Filled(MetricsCollectionLevel.Comprehensive, 5);
        restored.Restore(saved);

        Assert.Equal(256, saved.Length);
        Assert.Equal("999", saved[0].Id);
        Assert.All(saved, e => Assert.Empty(e.Details));
        Assert.Equal(saved.ToArray(), restored.Query(All, 10_000).ToArray());
        Assert.Equal(saved.ToArray(), restored.Saved.ToArray());
    }

    [Fact]
    public void Restoring_nothing_or_at_the_minimal_level_keeps_nothing()
    {
        var entries = Filled(MetricsCollectionLevel.Standard, 5);
        entries.Restore(default);
        Assert.Equal(0, entries.Count);

        var minimal = new RecentEntries(MetricsCollectionLevel.Minimal);
        minimal.Restore(Filled(MetricsCollectionLevel.Standard, 5).Saved);
        Assert.Empty(minimal.Saved);
    }

    [Fact]
    public void A_long_error_is_cut()
    {
        var entries = new RecentEntries(MetricsCollectionLevel.Comprehensive);
        entries.Add(Entry(1) with { Error = new string('e', 999) + "\U0001F3B5" });

        Assert.Equal(new string('e', 999), entries.Query(All, 1)[0].Error);
    }

    [Fact]
    public void A_level_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecentEntries((MetricsCollectionLevel)3));
        var entries = Filled(MetricsCollectionLevel.Standard, 5);
        Assert.Throws<ArgumentOutOfRangeException>(() => entries.Level = (MetricsCollectionLevel)(-1));
        Assert.Equal(MetricsCollectionLevel.Standard, entries.Level);
        Assert.Equal(5, entries.Count);
    }

    private static RecentEntries Filled(MetricsCollectionLevel level, int count)
    {
        var entries = new RecentEntries(level);
        for (var i = 0; i < count; i++) entries.Add(Entry(i));
        return entries;
    }

    private static MetricEntry Entry(int number) => new()
    {
        Id = $"{number}",
        Timestamp = Start.AddSeconds(number),
        Operation = "process",
        Status = number % 3 == 0 ? OperationStatus.Failure : OperationStatus.Success,
        DurationMs = number,
        Context = "folk",
        Details = ImmutableDictionary<string, string>.Empty.Add("temperature", "0.7"),
    };
}
