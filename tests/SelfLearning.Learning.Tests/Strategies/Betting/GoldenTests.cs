using SelfLearning.Learning.Tests.Scenarios;

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
            var run = new Replay(WorldCase.Make(trace), WorldCase.Seed(trace)).Run();
            var expected = trace.GetProperty("adaptations").EnumerateArray().ToArray();
            Assert.True(expected.Length == run.Adaptations.Count, $"{name}: {run.Adaptations.Count} adaptations, not {expected.Length}");
            foreach (var (want, found) in expected.Zip(run.Adaptations))
            {
                Assert.Equal(
                    (want.GetProperty("call").GetInt32(), want.GetProperty("parameter").GetInt32(), want.GetProperty("old").GetInt32(),
                        want.GetProperty("new").GetInt32(), want.GetProperty("rollback").GetBoolean()),
                    (found.Call, found.Parameter, found.Old, found.New, found.Rollback));
                Assert.Equal(want.GetProperty("confidence").GetDouble(), found.Confidence, 1e-9);
                Assert.Equal(want.GetProperty("lift").GetDouble(), found.Difference, 1e-9);
            }

            Assert.Equal(trace.GetProperty("final").EnumerateArray().Select(v => v.GetInt32()), run.Incumbents);
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
            var run = new Replay(WorldCase.Make(expected), WorldCase.Seed(expected)).Run();
            var want = expected.GetProperty("adaptations").EnumerateArray().ToArray();
            Assert.True(want.Length == run.Adaptations.Count, $"{name}: {run.Adaptations.Count} adaptations, not {want.Length}");
            foreach (var (w, found) in want.Zip(run.Adaptations))
            {
                Assert.Equal(
                    (w.GetProperty("call").GetInt32(), w.GetProperty("parameter").GetInt32(), w.GetProperty("new").GetInt32(), w.GetProperty("rollback").GetBoolean()),
                    (found.Call, found.Parameter, found.New, found.Rollback));
                Assert.Equal(w.GetProperty("confidence").GetDouble(), found.Confidence, 1e-9);
                if (found.Rollback) rollbacks++;
            }

            Assert.Equal(expected.GetProperty("final").EnumerateArray().Select(v => v.GetInt32()), run.Incumbents);
            Assert.Equal(expected.GetProperty("learned").GetInt32(), run.Count);
            Assert.Equal(expected.GetProperty("regret").GetDouble(), run.Regret, 1e-6);
        }

        Assert.True(rollbacks >= 5, $"{rollbacks} rollbacks: too few to tell anything");
    }
}
