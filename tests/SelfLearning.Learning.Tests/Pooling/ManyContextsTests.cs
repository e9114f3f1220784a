using System.Text.Json;
using SelfLearning.Tool.Evaluation.Pooling;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Learning.Tests.Pooling;

public class ManyContextsTests
{
    [Fact]
    public void Many_contexts_with_a_pool_adapt_exactly_as_the_reference()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Scenarios", "golden.json")));
        var runs = document.RootElement.EnumerateArray().Last().GetProperty("many").EnumerateArray().ToArray();
        Assert.Equal(9, runs.Length);
        Assert.All(runs, AssertSame);
    }

    private static void AssertSame(JsonElement want)
    {
        var (seed, calls) = (want.GetProperty("seed").GetUInt64(), want.GetProperty("calls").GetInt32());
        var worlds = new ManyWorlds(want.GetProperty("world").GetString()!, seed, want.GetProperty("contexts").GetInt32());
        // The reference pools every bet on its own, and no mean.
        var run = new ManyContexts(worlds, seed, new ModuleOptions { PoolingStrength = 0.8 }, lag: 0) { Delivered = WithoutFeedback }.Run(calls);
        Assert.Equal(want.GetProperty("gain").GetDouble(), run.Gain / calls, 1e-9);
        Assert.Equal(want.GetProperty("oracle").GetDouble(), run.Oracle / calls, 1e-9);
        Assert.Equal(want.GetProperty("adaptations").GetInt32(), run.Adaptations.Count);
        foreach (var (first, found) in want.GetProperty("first").EnumerateArray().Zip(run.Adaptations))
        {
            var change = first[2];
            Assert.Equal(
                (first[0].GetInt32(), first[1].GetInt32(), change.GetProperty("old").GetInt32(), change.GetProperty("new").GetInt32(),
                    change.GetProperty("rollback").GetBoolean()),
                (found.Context, found.Call, found.Change.Old, found.Change.New, found.Change.Rollback));
            Assert.Equal(change.GetProperty("confidence").GetDouble(), found.Change.Confidence, 1e-9);
            Assert.Equal(change.GetProperty("lift").GetDouble(), found.Change.Difference, 1e-9);
        }
    }

    private static PoolEvidence WithoutFeedback(PoolEvidence evidence)
    {
        var pairs = new PoolEvidence();
        foreach (var (pair, sums) in evidence.Pairs) pairs.Add(pair, sums);
        return pairs;
    }
}
