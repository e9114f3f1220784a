using System.Text.Json;
using SelfLearning.Learning.Tests.Scenarios;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Learning.Tests.Contexts;

/// <summary>The whole context model in the worlds of the reference: ids, ledger, queue, cycles and versions must not change what is learned.</summary>
public class GoldenParityTests
{
    [Fact]
    public void A_context_that_publishes_every_plan_adapts_exactly_as_the_reference()
    {
        var traces = WorldCase.Read("golden.json");
        Assert.Equal(64, traces.Count);
        foreach (var trace in traces)
        {
            var name = $"{trace.GetProperty("scenario")} {trace.GetProperty("args")} seed {trace.GetProperty("seed")}";
            var (found, run) = Play(WorldCase.Make(trace), WorldCase.Seed(trace));
            var expected = trace.GetProperty("adaptations").EnumerateArray().ToArray();
            Assert.True(expected.Length == found.Count, $"{name}: {found.Count} adaptations, not {expected.Length}");
            foreach (var (want, (call, adaptation)) in expected.Zip(found)) AssertSame(want, call, adaptation, run.Model.Space);
            Assert.Equal(
                trace.GetProperty("final").EnumerateArray().Select((v, p) => run.Model.Space[p].Values[v.GetInt32()]), run.InUse);
        }
    }

    private static void AssertSame(JsonElement want, int call, Adaptation found, ParameterSpace space)
    {
        var parameter = want.GetProperty("parameter").GetInt32();
        Assert.Equal(
            (want.GetProperty("call").GetInt32(), space[parameter].Name, space[parameter].Values[want.GetProperty("old").GetInt32()],
                space[parameter].Values[want.GetProperty("new").GetInt32()], want.GetProperty("rollback").GetBoolean()),
            (call, found.ParameterName, found.OldValue, found.NewValue, found.Undoes is not null));
        Assert.Equal(want.GetProperty("confidence").GetDouble(), found.Confidence, 1e-9);
        Assert.Equal(want.GetProperty("lift").GetDouble(), found.MetricsBasis.Difference, 1e-9);
    }

    private static (List<(int Call, Adaptation Adaptation)> Adaptations, ContextRun Run) Play(World world, ulong seed)
    {
        var run = new ContextRun(strategy: new BettingStrategy(), space: world.Space(), publishing: PublishingRule.Always);
        var adaptations = new List<(int, Adaptation)>();
        var arrivals = new Stack<(ResultId Id, double Quality)>?[world.Calls];
        for (var call = 0; call < world.Calls; call++)
        {
            Serve(world, seed, call, run, arrivals);
            // The latest decision first, as in the reference.
            foreach (var (id, quality) in arrivals[call] ?? []) Assert.Equal(FeedbackReceipt.Accepted, run.Judge(id, quality));
            arrivals[call] = null;
            if (run.Model.Ledger.Queue.Count < ContextModel.PromptCycle) continue;
            adaptations.AddRange(run.Model.RunCycle(run.Now).Adaptations.Select(a => (call, a)));
            run.Model.SettleMovements(run.Model.Cycle);
        }

        return (adaptations, run);
    }

    private static void Serve(World world, ulong seed, int call, ContextRun run, Stack<(ResultId, double)>?[] arrivals)
    {
        double U(ulong stream, int index) => CounterRandom.U(seed, stream, (ulong)index);
        var policy = run.Model.Policy;
        var candidate = policy.Choose(U(CounterRandom.Explore, call), U(CounterRandom.Pick, call));
        var values = policy.Decide(candidate);
        var setting = world.Setting([.. values.Select((value, p) => run.Model.Space[p].IndexOf(value.Value))]);
        var mean = world.MeanAt(setting, call);
        var good = Enumerable.Range(0, world.Draws).Count(draw => U(CounterRandom.Reward, (call * 32) + draw) < mean);
        var quality = (double)good / world.Draws;
        var answers = quality >= 0.5 ? world.AnswersWhenHigh[setting] : world.AnswersWhenLow[setting];
        if (U(CounterRandom.Answer, call) >= answers) return;
        var at = call + (int)(U(CounterRandom.Delay, call) * (world.Delay + 1));
        if (at < world.Calls) (arrivals[at] ??= new()).Push((run.Decide(candidate), quality));
    }
}
