using SelfLearning.Benchmarks.Comparing;

namespace SelfLearning.Benchmarks.Tests.Comparing;

public sealed class SpreadTests
{
    [Fact]
    public void The_median_is_the_middle_or_between_the_two_in_it()
    {
        Assert.Equal(new Spread(1, 2, 9), Spread.Of([9, 1, 2]));
        Assert.Equal(new Spread(1, 3, 9), Spread.Of([9, 1, 2, 4]));
        Assert.Equal(new Spread(5, 5, 5), Spread.Of([5]));
    }
}
