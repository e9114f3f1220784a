using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Replaying.Logged;
using SelfLearning.Tool.Replaying.Simulation;

namespace SelfLearning.Tool.Tests.Replaying.Logged;

public class RejectionRunTests
{
    private const int Calls = 1_200;
    private const int Runs = 60;

    private static readonly LoggedWorld World = new();

    // The seeds of logs, of learners on them and of learners online have nothing in common.
    [Fact]
    public void What_the_learner_gets_from_a_log_is_what_it_would_have_got_online()
    {
        var offline = Enumerable.Range(0, Runs).Select(run => Offline(1_000 + run)).ToArray();
        var online = Enumerable.Range(0, Runs).Select(run => Online(5_000 + run)).ToArray();
        Sample.Of([.. offline.Select(run => run.Mean)]).AssertSame(Sample.Of([.. online.Select(run => run.Mean)]), "mean feedback");
        Sample.Of([.. offline.Select(run => run.Late)]).AssertSame(Sample.Of([.. online.Select(run => run.Late)]), "mean feedback of the last third");
        Sample.Of([.. offline.Select(run => (double)run.Adaptations)])
            .AssertSame(Sample.Of([.. online.Select(run => (double)run.Adaptations)]), "adaptations");
        // It has learned: the same would be easy if nothing happened.
        Assert.True(online.Average(run => run.Late) > World.Value([1, 0, 0], [1, 0, 0]) + 0.05);
    }

    [Fact]
    public void Accepted_rows_are_distributed_as_the_policy_in_force_and_as_the_traffic_say()
    {
        var run = Begin(World.Log(3, 60_000), 7);
        double[,] surplus = new double[2, 3], variance = new double[2, 3];
        var inFirst = 0;
        foreach (var row in World.Log(3, 60_000).Read())
        {
            var accepted = run.Accepted;
            var shares = run.Offer(row);
            if (run.Accepted == accepted) continue;
            if (row.Context == 0) inFirst++;
            for (var setting = 0; setting < 3; setting++)
            {
                surplus[row.Context, setting] += (row.Setting == setting ? 1 : 0) - shares[setting];
                variance[row.Context, setting] += shares[setting] * (1 - shares[setting]);
            }
        }

        // Four degrees of freedom; 18.5 is passed by chance once in a thousand.
        var square = 0.0;
        foreach (var context in new[] { 0, 1 })
            for (var setting = 0; setting < 3; setting++) square += surplus[context, setting] * surplus[context, setting] / variance[context, setting] * 2 / 3;
        Assert.InRange(square, 0.05, 18.5);
        Assert.InRange(run.Accepted / 60_000.0, 0.19, 0.21);
        Assert.InRange((double)inFirst / run.Accepted, 0.4 - (3.3 * Math.Sqrt(0.24 / run.Accepted)), 0.4 + (3.3 * Math.Sqrt(0.24 / run.Accepted)));
    }

    [Fact]
    public void Stated_errors_are_the_spread_of_the_means_over_logs()
    {
        var runs = Enumerable.Range(0, Runs).Select(run => Offline(9_000 + run)).ToArray();
        Assert.InRange(runs.Average(run => run.Error) / Sample.Of([.. runs.Select(run => run.Mean)]).StandardDeviation, 0.6, 1.4);
    }

    private static RejectionRun Begin(DecisionLog log, int seed) =>
        new(log, [.. log.Contexts.Select(ContextKey.Encode)], LoggedWorld.Options(), seed);

    private static (double Mean, double Late, int Adaptations, double Error) Offline(int seed)
    {
        var log = World.Log((ulong)seed, Calls * 7);
        var run = Begin(log, seed + 100_000);
        var (late, calls) = (0.0, 0);
        foreach (var row in log.Read())
        {
            if (run.Accepted == Calls) break;
            var accepted = run.Accepted;
            run.Offer(row);
            if (run.Accepted == accepted || run.Accepted <= Calls * 2 / 3) continue;
            late += row.Feedback;
            calls++;
        }

        Assert.Equal(Calls, run.Accepted);
        return (run.Mean!.Value, late / calls, run.Adaptations.Made.Count, Math.Sqrt(run.MeanVariance!.Value));
    }

    private static (double Mean, double Late, int Adaptations) Online(int seed)
    {
        var adaptations = 0;
        var definition = new ModuleDefinition { Name = "online", Parameters = LoggedWorld.Space, Options = new ModuleOptions() };
        var module = new SimulatedModule(
            definition, [ContextKey.Encode("letters"), ContextKey.Encode("songs")], (ulong)seed, 10,
            (_, report) => adaptations += report.Adaptations.Count(a => a.Applied));
        var (all, late) = (0.0, 0.0);
        var setting = new int[1];
        for (var call = 0; call < Calls; call++)
        {
            var decision = module.Decide(World.ContextOf(CounterRandom.U((ulong)seed, CounterRandom.World, (ulong)call)));
            decision.CopyTo(setting);
            var feedback = CounterRandom.U((ulong)seed, CounterRandom.Reward, (ulong)call) < World.Means[decision.Context][setting[0]] ? 1.0 : 0;
            module.Answer(decision, feedback);
            module.Next();
            all += feedback;
            if (call >= Calls * 2 / 3) late += feedback;
        }

        return (all / Calls, late / (Calls / 3), adaptations);
    }
}
