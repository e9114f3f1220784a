using SelfLearning.Tool.Replaying.Data;
using SelfLearning.Tool.Replaying.Logged;

namespace SelfLearning.Tool.Tests.Replaying.Logged;

public class PolicyComparisonTests
{
    // Short logs of a world far from the model's first guess: a model that had seen the row would be off by a hundredth here.
    [Fact]
    public void The_model_behind_the_doubly_robust_estimate_never_sees_the_row_it_is_asked_about()
    {
        var world = new LoggedWorld { Traffic = [1, 0], Means = [[0.97, 0.97, 0.97], [0, 0, 0]], Propensities = [[0.4, 0.3, 0.3], [1, 0, 0]] };
        var estimates = Enumerable.Range(0, 4_000).Select(seed => Compare(world.Log((ulong)seed, 10)).Default.Evaluation.DoublyRobust(0.05).Estimate);
        Sample.Of([.. estimates]).AssertMean(0.97, "doubly robust");
    }

    [Fact]
    public void Of_many_settings_those_with_the_most_rows_are_evaluated()
    {
        var space = new ParameterSpace(ParameterDefinition.Integer("level", 0, 0, 39));
        var rows = Enumerable.Range(0, 40).SelectMany(level => Enumerable.Repeat(level, level + 1))
            .Select((level, i) => new DataRow(i + 2, "a", new[] { level }, 0.5, 0, "", 0.025)).ToArray();
        var comparison = new PolicyComparison(DecisionLog.Survey(space, () => rows));
        Assert.Equal(Enumerable.Range(8, 32).Reverse(), comparison.Fixed.Select(policy => policy.Setting!.Value));
        Assert.Equal(0, comparison.Default.Setting);
    }

    private static PolicyComparison Compare(DecisionLog log)
    {
        var comparison = new PolicyComparison(log);
        var learned = new[] { new ServedShares([(0, 1.0)]) };
        foreach (var row in log.Read()) comparison.Add(row, learned);
        return comparison;
    }
}
