using SelfLearning.Tool.Evaluation.Learners;

namespace SelfLearning.Tool.Tests.Evaluation.Learners;

public class NormalDistributionTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.5244005127080407, 0.7)]
    [InlineData(1.2815515655446004, 0.9)]
    [InlineData(-1.6448536269514722, 0.05)]
    [InlineData(3, 0.9986501019683699)]
    [InlineData(-8, 6.220960574271785e-16)]
    [InlineData(40, 1)]
    [InlineData(-40, 0)]
    public void The_probability_is_that_of_the_tables(double z, double expected) => Assert.Equal(expected, NormalDistribution.Cumulative(z), 1e-14);
}
