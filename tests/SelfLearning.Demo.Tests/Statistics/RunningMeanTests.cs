using FsCheck.Xunit;
using SelfLearning.Demo.Statistics;

namespace SelfLearning.Demo.Tests.Statistics;

public class RunningMeanTests
{
    [Fact]
    public void Mean_and_standard_error_are_those_of_the_sample()
    {
        var mean = RunningMean.Of([0.2, 0.4, 0.9]);

        Assert.Equal(0.5, mean.Mean, 12);
        Assert.Equal(0.13, mean.Variance, 12);
        Assert.Equal(Math.Sqrt(0.13 / 3), mean.StandardError, 12);
    }

    [Fact]
    public void One_number_says_nothing_about_its_spread()
    {
        Assert.Equal(double.PositiveInfinity, RunningMean.Of([0.7]).StandardError);
        Assert.False(RunningMean.Of([0.9, 0.91, 0.92]).Minus(RunningMean.Of([0.1])).IsMore);
    }

    [Property(Replay = "20260101,7")]
    public bool Two_samples_merged_are_one_sample(byte[] first, byte[] second)
    {
        var merged = RunningMean.Of(first.Select(b => (double)b)).Merge(RunningMean.Of(second.Select(b => (double)b)));
        var whole = RunningMean.Of(first.Concat(second).Select(b => (double)b));
        return merged.Count == whole.Count && Math.Abs(merged.Mean - whole.Mean) < 1e-9
            && Math.Abs(merged.SquaredDeviations - whole.SquaredDeviations) < 1e-6 * (1 + whole.SquaredDeviations);
    }

    [Fact]
    public void Pairs_are_compared_by_their_differences_and_not_by_what_the_blocks_differ_in()
    {
        double[] worse = [0.10, 0.50, 0.90, 0.30];
        var better = worse.Select((q, i) => q + 0.01 + (i * 0.001)).ToArray();

        Assert.True(Difference.OfPairs(better, worse).IsMore);
        Assert.True(Difference.OfPairs(worse, better).IsLess);
        Assert.False(RunningMean.Of(better).Minus(RunningMean.Of(worse)).IsMore);
    }

    [Fact]
    public void A_difference_of_two_standard_errors_is_not_more_than_two()
    {
        Assert.False(new Difference(0.02, 0.01).IsMore);
        Assert.True(new Difference(0.0201, 0.01).IsMore);
        Assert.False(new Difference(-0.02, 0.01).IsLess);
        Assert.True(new Difference(-0.0201, 0.01).IsLess);
        Assert.True(new Difference(0, 0) is { IsMore: false, IsLess: false });
    }
}
