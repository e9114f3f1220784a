using System.Text.Json;
using SelfLearning.Tool.Evaluation.Pooling;

namespace SelfLearning.Tool.Tests.Evaluation;

public class PoolingEvaluationTests
{
    [Fact]
    public void Contexts_that_share_something_gain_by_pooling()
    {
        var (alone, pooled) = (Large(0), Large(0.8));
        Assert.True(pooled.Gain.Value > 2 * alone.Gain.Value, $"{pooled.Gain} beside {alone.Gain}");
        Assert.Equal(0, alone.Inherited);
        Assert.True(pooled.Inherited > 0.5, $"{pooled.Inherited} of the adaptations are inherited");
    }

    [Fact]
    public void The_same_arguments_give_the_same_row() =>
        Assert.Equal(JsonSerializer.Serialize(Run("shared", 0.8)), JsonSerializer.Serialize(Run("shared", 0.8)));

    [Fact]
    public void Where_nothing_matters_nothing_is_gained_and_every_adaptation_misleads()
    {
        var row = Run("null", 0);
        Assert.Equal((0, 0, 0), (row.Gain.Value, row.OracleShare, row.Better));
        Assert.True(row.Adaptations.Value > 0 && row.AdaptedModules.Value > 0);
        // Bound at the default threshold.
        Assert.InRange(row.AdaptedContexts[0].Value, 1e-6, 0.214);
    }

    private static PoolingRow Large(double strength) => PoolingEvaluation.Run("small", 200, 20_000, 6, strength, 0.7);

    private static PoolingRow Run(string world, double strength) => PoolingEvaluation.Run(world, 100, 5_000, 4, strength, 0.7);
}
