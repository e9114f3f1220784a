using SelfLearning.Tool.Evaluation.Output;
using SelfLearning.Tool.Evaluation.Pooling;

namespace SelfLearning.Tool.Tests.Evaluation.Pooling;

public class PoolingEvaluationTests
{
    [Fact]
    public void Contexts_that_share_something_gain_by_pooling()
    {
        var rows = new PoolingEvaluation(["small"], 0.8, 3, 2).Run(_ => { }, CancellationToken.None).Worlds[0].Rows;
        Assert.Equal([(0, 0.7), (0.8, 0.7), (0, 0.9), (0.8, 0.9)], rows.Select(r => (r.Strength, r.Threshold)));
        var (alone, pooled) = (rows[0], rows[1]);
        Assert.True(pooled.Gain.Value > 2 * alone.Gain.Value, $"{pooled.Gain} beside {alone.Gain}");
        Assert.Equal(0, alone.Inherited);
        Assert.True(pooled.Inherited > 0.5, $"{pooled.Inherited} of the adaptations are inherited");
    }

    [Fact]
    public void Where_nothing_matters_nothing_is_gained_and_every_adaptation_misleads()
    {
        var alone = Small(["null"], 4, 2).Run(_ => { }, CancellationToken.None).Worlds[0].Rows[0];
        Assert.Equal((0, null, 0, 0), (alone.Gain.Value, alone.OracleShare, alone.Better, alone.Harmful));
        Assert.True(alone.Adaptations.Value > 0 && alone.Misled.Any.Value > 0);
        Assert.InRange(alone.Misled.All.Value, 1e-6, alone.Bound);
        Assert.Equal(0.2142857, alone.Bound, 1e-6);
    }

    [Fact]
    public void The_json_is_the_same_to_the_byte_on_one_thread_and_on_many()
    {
        var one = JsonReport.Of(Small(["shared", "null"], 4, 1).Run(_ => { }, CancellationToken.None));
        Assert.Equal(one, JsonReport.Of(Small(["shared", "null"], 4, 3).Run(_ => { }, CancellationToken.None)));
        Assert.Contains("\"partial\": false", one, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_stopped_has_the_modules_that_are_done_and_says_so()
    {
        using var stop = new CancellationTokenSource();
        var done = 0;
        var report = Small(["shared", "null", "idio"], 3, 1).Run(_ => { if (++done == 4) stop.Cancel(); }, stop.Token);

        Assert.True(report.Partial);
        Assert.Equal([("shared", 3), ("null", 1)], report.Worlds.Select(w => (w.Name, w.Modules)));
        Assert.Equal(Small(["null"], 1, 1).Run(_ => { }, CancellationToken.None).Worlds[0].Rows, report.Worlds[1].Rows);
    }

    [Fact]
    public void A_module_that_is_being_played_is_stopped_at_once_and_does_not_count()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var endless = new PoolingEvaluation(["shared"], 0.8, 1, 1) { Calls = int.MaxValue };
        Assert.Empty(endless.Run(_ => { }, stop.Token).Worlds);
    }

    [Fact]
    public void All_contexts_of_a_small_module_are_among_the_busiest()
    {
        var rows = new PoolingEvaluation(["null"], 0.8, 6, 2) { Contexts = 10, Calls = 2_000 }.Run(_ => { }, CancellationToken.None).Worlds[0].Rows;
        Assert.All(rows, row => Assert.Equal(row.Misled.All, row.Misled.Busiest));
        Assert.Contains(rows, row => row.Misled.Busiest.Value > 0);
        Assert.All(rows, row => Assert.Equal((0, 0), (row.Misled.Next.Value, row.Misled.Rest.Value)));
    }

    private static PoolingEvaluation Small(IReadOnlyList<string> worlds, int seeds, int threads) =>
        new(worlds, 0.8, seeds, threads) { Contexts = 100, Calls = 5_000 };
}
