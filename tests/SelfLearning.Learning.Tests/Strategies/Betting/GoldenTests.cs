using SelfLearning.Learning.Tests.Scenarios;
using SelfLearning.Tool.Evaluation.Simulations;

namespace SelfLearning.Learning.Tests.Strategies.Betting;

public class GoldenTests
{
    [Fact]
    public void All_64_traces_of_the_readable_reference_are_reproduced()
    {
        var traces = WorldCase.Read("golden.json");
        Assert.Equal(64, traces.Count);
        foreach (var trace in traces)
        {
            var name = $"{trace.GetProperty("scenario")} {trace.GetProperty("args")} seed {trace.GetProperty("seed")}";
            var context = Simulated.Context(WorldCase.Make(trace), WorldCase.Seed(trace));
            var run = new Simulation(WorldCase.Make(trace), WorldCase.Seed(trace), context).Run();
            var expected = trace.GetProperty("adaptations").EnumerateArray().ToArray();
            Assert.True(expected.Length == run.Adaptations.Count, $"{name}: {run.Adaptations.Count} adaptations, not {expected.Length}");
            foreach (var (want, found) in expected.Zip(run.Adaptations))
            {
                Assert.Equal(
                    (want.GetProperty("call").GetInt32(), want.GetProperty("parameter").GetInt32(), want.GetProperty("old").GetInt32(),
                        want.GetProperty("new").GetInt32(), want.GetProperty("rollback").GetBoolean()),
                    (found.Call, found.Change.Parameter, found.Change.Old, found.Change.New, found.Change.Rollback));
                Assert.Equal(want.GetProperty("confidence").GetDouble(), found.Change.Confidence, 1e-9);
                Assert.Equal(want.GetProperty("lift").GetDouble(), found.Change.Difference, 1e-9);
            }

            Assert.Equal(trace.GetProperty("final").EnumerateArray().Select(v => v.GetInt32()), context.Incumbents);
        }
    }

    [Fact]
    public void Runs_of_the_fast_simulator_with_drift_delay_and_silence_are_reproduced_rollbacks_included()
    {
        var runs = WorldCase.Read("simulator.json");
        var rollbacks = 0;
        foreach (var expected in runs)
        {
            var name = $"{expected.GetProperty("scenario")} {expected.GetProperty("args")} seed {expected.GetProperty("seed")}";
            var context = Simulated.Context(WorldCase.Make(expected), WorldCase.Seed(expected));
            var run = new Simulation(WorldCase.Make(expected), WorldCase.Seed(expected), context).Run();
            var want = expected.GetProperty("adaptations").EnumerateArray().ToArray();
            Assert.True(want.Length == run.Adaptations.Count, $"{name}: {run.Adaptations.Count} adaptations, not {want.Length}");
            foreach (var (w, found) in want.Zip(run.Adaptations))
            {
                Assert.Equal(
                    (w.GetProperty("call").GetInt32(), w.GetProperty("parameter").GetInt32(), w.GetProperty("new").GetInt32(), w.GetProperty("rollback").GetBoolean()),
                    (found.Call, found.Change.Parameter, found.Change.New, found.Change.Rollback));
                Assert.Equal(w.GetProperty("confidence").GetDouble(), found.Change.Confidence, 1e-9);
                if (found.Change.Rollback) rollbacks++;
            }

            Assert.Equal(expected.GetProperty("final").EnumerateArray().Select(v => v.GetInt32()), context.Incumbents);
            Assert.Equal(expected.GetProperty("learned").GetInt32(), run.Feedbacks);
            Assert.Equal(expected.GetProperty("regret").GetDouble(), run.Total.Regret, 1e-6);
        }

        Assert.True(rollbacks >= 5, $"{rollbacks} rollbacks: too few to tell anything");
    }
}
