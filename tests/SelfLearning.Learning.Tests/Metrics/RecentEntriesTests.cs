using System.Collections.Immutable;

namespace SelfLearning.Learning.Tests.Metrics;

public sealed class RecentEntriesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly MetricsFilter All = new() { Context = "folk" };
    private static readonly ContextKey Folk = ContextKey.Parse("folk");
    private static readonly SigningKeys Keys = new(1, new Dictionary<int, byte[]> { [0] = new byte[32], [1] = [.. Enumerable.Repeat((byte)7, 32)] });
    private readonly ResultIdTexts _texts = new(Keys, "poems", Folk);

    [Theory]
    [InlineData(MetricsCollectionLevel.Minimal, 0)]
    [InlineData(MetricsCollectionLevel.Standard, 256)]
    [InlineData(MetricsCollectionLevel.Comprehensive, 10_000)]
    public void Each_level_keeps_its_number_of_the_newest(MetricsCollectionLevel level, int kept)
    {
        var entries = Filled(level, 10_300);

        var found = entries.Query(All, 10_000, _texts);

        Assert.Equal(kept, entries.Count);
        Assert.Equal(Enumerable.Range(0, kept).Select(age => $"{10_299 - age}"), found.Select(e => e.Id));
    }

    [Fact]
    public void Details_are_kept_at_the_comprehensive_level_only()
    {
        Assert.Empty(Filled(MetricsCollectionLevel.Standard, 1).Query(All, 1, _texts)[0].Details);
        Assert.Equal("0.7", Filled(MetricsCollectionLevel.Comprehensive, 1).Query(All, 1, _texts)[0].Details["temperature"]);
    }

    [Fact]
    public void The_newest_is_what_arrived_last_whatever_its_time()
    {
        var entries = new RecentEntries(MetricsCollectionLevel.Standard);
        entries.Add(Entry(1) with { StartedAt = Start.AddHours(1) });
        entries.Add(Entry(2) with { StartedAt = Start.AddHours(-1) });

        Assert.Equal(["2", "1"], entries.Query(All, 10, _texts).Select(e => e.Id));
    }

    [Fact]
    public void The_limit_counts_entries_that_match()
    {
        var entries = Filled(MetricsCollectionLevel.Standard, 100);

        var found = entries.Query(All with { Status = OperationStatus.Failure, Since = Start.AddSeconds(50) }, 3, _texts);

        Assert.Equal(["99", "96", "93"], found.Select(e => e.Id));
        Assert.Equal(17, entries.Query(All with { Status = OperationStatus.Failure, Since = Start.AddSeconds(50) }, 100, _texts).Length);
        Assert.Empty(entries.Query(All with { Operation = "unheard" }, 100, _texts));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void A_limit_outside_1_to_10000_is_refused(int limit)
    {
        var error = Assert.Throws<MetricsException>(() => Filled(MetricsCollectionLevel.Standard, 1).Query(All, limit, _texts));

        Assert.Contains($"limit {limit}", error.Message, StringComparison.Ordinal);
        Assert.Equal("folk", error.Context);
    }

    [Fact]
    public void A_lower_level_drops_at_once_and_a_higher_one_keeps_more_from_then_on()
    {
        var entries = Filled(MetricsCollectionLevel.Comprehensive, 300);

        entries.Level = MetricsCollectionLevel.Standard;
        Assert.Equal(256, entries.Count);
        Assert.Equal("299", entries.Query(All, 1, _texts)[0].Id);
        Assert.Empty(entries.Query(All, 1, _texts)[0].Details);

        entries.Level = MetricsCollectionLevel.Comprehensive;
        for (var i = 300; i < 400; i++) entries.Add(Entry(i));
        Assert.Equal(Enumerable.Range(44, 356).Reverse().Select(i => $"{i}"), entries.Query(All, 10_000, _texts).Select(e => e.Id));

        entries.Level = MetricsCollectionLevel.Minimal;
        Assert.Equal(0, entries.Count);
        entries.Add(Entry(400));
        Assert.Equal(0, entries.Count);
    }

    [Fact]
    public void The_last_256_are_saved_without_details_and_restored_in_their_order()
    {
        var entries = Filled(MetricsCollectionLevel.Comprehensive, 1_000);

        var restored = Filled(MetricsCollectionLevel.Comprehensive, 5);
        restored.Restore(entries.Save());

        var expected = entries.Query(All, 256, _texts).Select(e => e with { Details = ImmutableDictionary<string, string>.Empty });
        Assert.Equal(expected, restored.Query(All, 10_000, _texts));
        Assert.Equal(entries.Save(), restored.Save());
    }

    [Fact]
    public void Restoring_nothing_or_at_the_minimal_level_keeps_nothing()
    {
        var entries = Filled(MetricsCollectionLevel.Standard, 5);
        entries.Restore([]);
        Assert.Equal(0, entries.Count);

        var minimal = new RecentEntries(MetricsCollectionLevel.Minimal);
        minimal.Restore(Filled(MetricsCollectionLevel.Standard, 5).Save());
        Assert.Equal(0, minimal.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_id_of_a_decision_is_the_text_its_caller_got(int epoch)
    {
        var id = new ResultId("poems", Folk, Start.AddMilliseconds(7), -5, 12, 3, 5, epoch);
        var text = id.Format(Keys.DeriveContextKey(epoch, "poems", Folk));
        var entries = new RecentEntries(MetricsCollectionLevel.Standard);
        entries.Add(Entry(1) with { Decision = Decision.Of(id) });

        var found = Assert.Single(entries.Query(All, 1, _texts));

        Assert.Equal((text, Start.AddMilliseconds(7), "folk"), (found.Id, found.Timestamp, found.Context));
    }

    [Fact]
    public void An_id_whose_signing_key_is_gone_is_empty_and_the_rest_stays()
    {
        var entries = new RecentEntries(MetricsCollectionLevel.Standard);
        entries.Add(Entry(1) with { Decision = new Decision(Start.ToUnixTimeMilliseconds(), 1, 1, -1, 0, 9) });

        var found = Assert.Single(entries.Query(All, 1, _texts));

        Assert.Equal(("", Start, 1.0), (found.Id, found.Timestamp, found.DurationMs));
    }

    [Fact]
    public void Entries_of_version_0_1_are_taken_in_as_they_were()
    {
        var decided = new ResultId("poems", Folk, Start, 5, 12, 3, 5, 1);
        MetricEntry[] old =
        [
            Old(decided.Format(Keys.DeriveContextKey(1, "poems", Folk)!)),
            Old("call-7") with { Timestamp = Start.AddTicks(3), Error = "no", QualityScore = 0.25 },
            Old(decided.Format(new byte[32])),
            Old(""),
            Old((decided with { Module = "songs" }).Format(Keys.DeriveContextKey(1, "songs", Folk)!)),
        ];
        var entries = new RecentEntries(MetricsCollectionLevel.Standard);
        foreach (var entry in old) entries.Add(entry, _texts);
        var restored = new RecentEntries(MetricsCollectionLevel.Standard);
        restored.Restore(entries.Save());

        Assert.Equal(old.Reverse(), entries.Query(All, 10, _texts));
        Assert.Equal(old.Reverse(), restored.Query(All, 10, _texts));
    }

    [Fact]
    public void Operations_without_a_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => new RecentEntries(MetricsCollectionLevel.Standard).Add(Entry(1) with { Operation = "" }));

    [Fact]
    public void A_long_error_is_cut()
    {
        var entries = new RecentEntries(MetricsCollectionLevel.Comprehensive);
        entries.Add(Entry(1) with { Error = new string('e', 999) + "\U0001F3B5" });

        Assert.Equal(new string('e', 999), entries.Query(All, 1, _texts)[0].Error);
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

    private static EndedOperation Entry(int number) => new()
    {
        CallerId = $"{number}",
        StartedAt = Start.AddSeconds(number),
        Operation = "process",
        Status = number % 3 == 0 ? OperationStatus.Failure : OperationStatus.Success,
        DurationMs = number,
        Details = ImmutableDictionary<string, string>.Empty.Add("temperature", "0.7"),
    };

    private static MetricEntry Old(string id) =>
        new() { Id = id, Timestamp = Start, Operation = "process", Status = OperationStatus.Partial, DurationMs = 12.3456, Context = "folk" };
}
