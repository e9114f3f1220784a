namespace SelfLearning.Learning.Tests.Metrics;

public sealed class OperationNamesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private readonly MetricsWindow _window = new();

    [Fact]
    public void The_first_32_names_are_counted_on_their_own_and_the_rest_as_other()
    {
        for (var i = 0; i < 80; i++) Record(_window, $"name-{i % 40}");

        var counts = Counts(_window, Now);

        Assert.Equal(33, counts.Count);
        Assert.All(Enumerable.Range(0, 32), i => Assert.Equal(2, counts[$"name-{i}"]));
        Assert.Equal(16, counts["other"]);
    }

    [Fact]
    public void An_operation_named_other_counts_with_the_rest_and_takes_no_place()
    {
        Record(_window, "other");
        for (var i = 0; i < 32; i++) Record(_window, $"name-{i}");

        Assert.Equal(33, Counts(_window, Now).Count);
        Assert.Equal(1, Counts(_window, Now)["other"]);
    }

    [Fact]
    public void A_name_whose_last_bucket_is_gone_makes_room()
    {
        for (var i = 0; i < 32; i++) Record(_window, $"old-{i}");
        var later = Now.AddDays(31);
        _window.Record(later, "new", OperationStatus.Success, 1, null);
        _window.Record(later, "new", OperationStatus.Success, 1, null);

        Assert.Equal([new("new", 2)], Counts(_window, later));
    }

    [Fact]
    public void A_long_name_is_cut_without_halving_a_character()
    {
        Record(_window, new string('a', 100) + "one");
        Record(_window, new string('a', 100) + "two");
        Record(_window, new string('b', 99) + "\U0001F3B5" + "rest");

        var counts = Counts(_window, Now);

        Assert.Equal(2, counts[new string('a', 100)]);
        Assert.Equal(1, counts[new string('b', 99)]);
    }

    [Theory]
    [InlineData("prüfen")]
    [InlineData("\U0001F3B5 text")]
    [InlineData("half \uD83C")]
    [InlineData("\0")]
    public void A_name_of_any_characters_survives_saving(string name)
    {
        Record(_window, name);

        Assert.Equal(1, Counts(MetricsWindow.Load(_window.Save()), Now)[name]);
    }

    [Fact]
    public void Merging_more_than_32_names_keeps_the_first_in_order_with_exact_counts_and_loses_no_operation()
    {
        var other = new MetricsWindow();
        for (var i = 0; i < 30; i++)
        {
            Record(_window, $"b{i:00}");
            Record(other, $"b{i + 10:00}");
            Record(other, "a");
        }

        _window.Merge(other);
        var counts = Counts(_window, Now);

        Assert.Equal(33, counts.Count);
        Assert.Equal(30, counts["a"]);
        Assert.Equal(1, counts["b09"]);
        Assert.Equal(2, counts["b10"]);
        Assert.Equal(1, counts["b30"]);
        Assert.False(counts.ContainsKey("b31"));
        Assert.Equal(9, counts["other"]);
        Assert.Equal(90, counts.Values.Sum());
    }

    private static void Record(MetricsWindow window, string name) => window.Record(Now, name, OperationStatus.Success, 1, null);

    private static System.Collections.Immutable.ImmutableDictionary<string, long> Counts(MetricsWindow window, DateTimeOffset now) =>
        window.Summarise("m", "c", MetricsPeriod.Month, now).OperationCounts;
}
