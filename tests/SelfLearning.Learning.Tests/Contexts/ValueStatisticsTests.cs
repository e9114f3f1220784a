using SelfLearning.Learning.Tests.Strategies;

namespace SelfLearning.Learning.Tests.Contexts;

public class ValueStatisticsTests
{
    private static readonly ParameterSpace Space = ContextRun.Space;

    private static readonly Policy Policy = Trials.Policy(Space, [0, 4], (0, 1, 0.1), (1, 7, 0.1));

    [Fact]
    public void A_decision_counts_for_what_it_tells_about()
    {
        var statistics = new ValueStatistics();
        statistics.Add(new Observation(0.5, Policy, -1, 0), Space);
        statistics.Add(new Observation(1, Policy, 0, 0), Space);
        statistics.Add(new Observation(0.25, Policy, 1, 0), Space);
        statistics.Add(new Observation(0, Policy, -1, 0b01), Space);
        statistics.Add(new Observation(0, Policy, 0, 0b01), Space);
        Assert.Equal((1, 0.5), statistics.Of("style", "plain"));
        Assert.Equal((1, 1.0), statistics.Of("style", "warm"));
        Assert.Equal((2, 0.25), statistics.Of("level", "4"));
        Assert.Equal((1, 0.25), statistics.Of("level", "7"));
        Assert.Equal((0L, null), statistics.Of("style", "bold"));
        statistics.Correct(new Observation(0.75, Policy, 0, 0), Space, 1);
        Assert.Equal((1, 0.75), statistics.Of("style", "warm"));
        statistics.Clear();
        Assert.Empty(statistics.Known);
    }

    [Fact]
    public void A_correction_of_what_was_forgotten_changes_nothing()
    {
        var statistics = new ValueStatistics();
        statistics.Add(new Observation(1, Policy, 0, 0), Space);
        statistics.Add(new Observation(1, Policy, -1, 0), Space);
        statistics.KeepOnly((_, value) => value != "warm");
        statistics.Correct(new Observation(0, Policy, 0, 0), Space, 1);
        Assert.Equal([("style", "plain"), ("level", "4")], statistics.Known);
        statistics.Add(new Observation(0.75, Policy, 0, 0), Space);
        Assert.Equal((1, 0.75), statistics.Of("style", "warm"));
    }

    [Fact]
    public void Everything_comes_back_to_the_bit_in_one_order()
    {
        var (statistics, other) = (new ValueStatistics(), new ValueStatistics());
        Observation[] observations = [new(0.1, Policy, -1, 0), new(0.2, Policy, 0, 0), new(1 / 3.0, Policy, 1, 0)];
        foreach (var observation in observations) statistics.Add(observation, Space);
        foreach (var observation in observations.Reverse()) other.Add(observation, Space);
        Assert.Equal(statistics.Save(), other.Save());
        Assert.Equal(statistics.Save(), ValueStatistics.Load(statistics.Save()).Save());
        Assert.Equal((1, 1 / 3.0), ValueStatistics.Load(statistics.Save()).Of("level", "7"));
    }

    [Theory]
    [InlineData("style", "warm", "1")]
    [InlineData("style", "warm", "1", "0.5", "x")]
    [InlineData("style", "warm", "-1", "0.5")]
    [InlineData("style", "warm", "1.5", "0.5")]
    [InlineData("style", "warm", "1", "NaN")]
    [InlineData("style", null, "1", "1")]
    public void A_damaged_row_is_refused(params string?[] row) => Assert.Contains(
        "'style'", Assert.Throws<AdaptationException>(() => ValueStatistics.Load([row!])).Message, StringComparison.Ordinal);
}
