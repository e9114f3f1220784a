using SelfLearning.Tool.Evaluation.Results;

namespace SelfLearning.Tool.Tests.Evaluation.Results;

public class StatisticsTests
{
    [Fact]
    public void A_mean_has_its_standard_error()
    {
        var mean = Mean.Of([1, 2, 3, 4]);
        Assert.Equal(2.5, mean.Value);
        Assert.Equal(Math.Sqrt(5.0 / 3 / 4), mean.Error, 1e-12);
        Assert.Equal(new Mean(7, 0), Mean.Of([7]));
    }

    [Fact]
    public void A_share_has_the_error_of_a_binomial() => Assert.Equal(new Mean(0.2, 0.04), Mean.OfShare(20, 100));

    [Theory]
    [InlineData(0.5, 2.5)]
    [InlineData(0.9, 3.7)]
    [InlineData(0.0, 1.0)]
    [InlineData(1.0, 4.0)]
    public void A_quantile_lies_between_its_neighbours(double share, double expected) =>
        Assert.Equal(expected, Quantile.Of([4, 1, 3, 2], share)!.Value, 1e-12);

    [Fact]
    public void What_never_happens_is_above_every_number()
    {
        Assert.Equal(3, Quantile.Of([3, 2, 5, null, null, 1, 3], 0.5));
        Assert.Null(Quantile.Of([1, 2, null, null], 0.5));
        Assert.Null(Quantile.Of([null], 0.5));
        Assert.Null(Quantile.Of([], 0.5));
        Assert.Equal(2, Quantile.Of([1, 2, null], 0.5));
    }
}
