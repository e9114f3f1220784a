using System.Text.Json;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Tests.Replaying.Logged;

public class LoggedReplayTests
{
    private static readonly LoggedWorld World = new();

    private static readonly Lazy<ReplayReport> Replayed = new(() => LoggedWorld.Replay(World.Log(1, 20_000)));

    [Fact]
    public void Every_policy_that_can_be_checked_is_inside_of_its_intervals()
    {
        var truth = new Dictionary<string, double>
        {
            ["default"] = World.Value([1, 0, 0], [1, 0, 0]),
            ["uniform"] = World.Value([1 / 3.0, 1 / 3.0, 1 / 3.0], [1 / 3.0, 1 / 3.0, 1 / 3.0]),
            ["plain"] = World.Value([1, 0, 0], [1, 0, 0]),
            ["warm"] = World.Value([0, 1, 0], [0, 1, 0]),
            ["bold"] = World.Value([0, 0, 1], [0, 0, 1]),
        };
        var estimates = Replayed.Value.Estimates;
        Assert.Equal(["learned", "default", "uniform", "fixed", "fixed", "fixed"], estimates.Select(estimate => estimate.Policy));
        foreach (var estimate in estimates.Skip(1))
        {
            var value = truth[estimate.Policy == "fixed" ? estimate.Values!["style"] : estimate.Policy];
            foreach (var interval in new[] { estimate.InversePropensity, estimate.SelfNormalised!, estimate.DoublyRobust })
            {
                Assert.InRange(value, interval.Lower, interval.Upper);
                Assert.InRange(interval.Upper - interval.Lower, 0.01, 0.14);
                Assert.InRange(interval.Estimate, value - 0.04, value + 0.04);
            }
        }
    }

    [Fact]
    public void The_learned_policy_is_better_than_the_default_and_agrees_with_what_it_was_given()
    {
        var (learned, never) = (Replayed.Value.Estimates[0], Replayed.Value.Estimates[1]);
        Assert.True(learned.DoublyRobust.Lower > never.DoublyRobust.Upper);
        // On all rows, by weights, and on the accepted ones, by counting: two ways to the same mean.
        Assert.NotNull(learned.Rejection);
        Assert.InRange(learned.Rejection.Mean!.Value, learned.DoublyRobust.Estimate - 0.03, learned.DoublyRobust.Estimate + 0.03);
        Assert.InRange(Replayed.Value.Data.LoggedMean!.Value, 0.52, 0.57);
        Assert.Equal(40_000, learned.Rejection.Offered);
        Assert.InRange(learned.Rejection.Accepted, 7_600, 8_400);
        Assert.Equal(learned.DoublyRobust.Estimate - never.DoublyRobust.Estimate, Replayed.Value.Totals.Gain!.Value, 12);
    }

    [Fact]
    public void Contexts_say_what_was_learned_and_what_it_is_worth()
    {
        var contexts = Replayed.Value.Contexts;
        Assert.Equal(["songs", "letters"], contexts.Select(context => context.Context));
        Assert.Equal(["bold", "warm"], contexts.Select(context => context.Learned["style"]));
        Assert.InRange(contexts[0].Never!.Value, 0.57, 0.63);
        Assert.All(contexts, context => Assert.True(context.LearnedMean > context.Never + 0.1));
        Assert.NotEmpty(Replayed.Value.Adaptations);
        Assert.NotEmpty(Replayed.Value.ConfidencePaths);
    }

    [Fact]
    public void Fixed_settings_have_intervals_widened_for_their_number()
    {
        var (never, plain) = (Replayed.Value.Estimates[1], Replayed.Value.Estimates.Single(e => e.Policy == "fixed" && e.Values!["style"] == "plain"));
        Assert.Equal(never.DoublyRobust.Estimate, plain.DoublyRobust.Estimate);
        Assert.Equal(1 - (0.05 / 3), plain.Confidence, 12);
        Assert.True(plain.DoublyRobust.Lower < never.DoublyRobust.Lower && plain.DoublyRobust.Upper > never.DoublyRobust.Upper);
    }

    [Fact]
    public void With_many_runs_an_interruption_is_heard_after_few_rows()
    {
        using var stop = new CancellationTokenSource();
        var rows = 0;
        var log = SelfLearning.Tool.Replaying.Logged.DecisionLog.Survey(LoggedWorld.Space, () => World.Rows(1, 2_000).Select(row =>
        {
            if (++rows == 2_200) stop.Cancel();
            return row;
        }));
        var report = LoggedWorld.Replay(log, LoggedWorld.Options(seeds: 1_000), stop.Token);
        Assert.True(report.Partial);
        Assert.InRange(report.Estimates[0].Rejection!.Offered, 1_000, 300_000);
    }

    [Fact]
    public void The_result_is_the_same_on_one_thread_and_on_many()
    {
        var one = LoggedWorld.Replay(World.Log(4, 9_000), LoggedWorld.Options(seeds: 3, threads: 1));
        var many = LoggedWorld.Replay(World.Log(4, 9_000), LoggedWorld.Options(seeds: 3, threads: 4));
        Assert.Equal(JsonSerializer.Serialize(one), JsonSerializer.Serialize(many));
        Assert.NotEqual(
            JsonSerializer.Serialize(one), JsonSerializer.Serialize(LoggedWorld.Replay(World.Log(4, 9_000), LoggedWorld.Options(seeds: 3, seed: 50))));
    }

    [Fact]
    public void An_interrupted_replay_gives_what_it_has_and_says_so()
    {
        using var stop = new CancellationTokenSource();
        var rows = 0;
        var log = SelfLearning.Tool.Replaying.Logged.DecisionLog.Survey(LoggedWorld.Space, () => World.Rows(1, 20_000).Select(row =>
        {
            if (++rows == 26_000) stop.Cancel();
            return row;
        }));
        var report = LoggedWorld.Replay(log, null, stop.Token);
        Assert.True(report.Partial);
        Assert.Contains("interrupted", report.Caveats[0], StringComparison.Ordinal);
        Assert.InRange(report.Estimates[0].Rejection!.Offered, 4_096 * 2, 8_192 * 2);
        Assert.Throws<OperationCanceledException>(() => LoggedWorld.Replay(World.Log(1, 100), null, stop.Token));
    }
}
