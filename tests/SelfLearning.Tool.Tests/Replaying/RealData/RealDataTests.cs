using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Tests.Replaying.RealData;

/// <summary>What the learner must reach on real data.</summary>
public class RealDataTests
{
    [DataFact(RealReplay.Prompts)]
    public void Prompts_are_learned_in_a_few_runs()
    {
        var report = RealReplay.OfPrompts(0.7, seeds: 3);
        Assert.Equal((4_000, 1_000, 10), (report.Data.Rows, report.Data.Items, report.Contexts.Length));
        Assert.Equal(0.556, report.Totals.Uniform!.Value, 0.003);
        Assert.Equal(0.573, report.Totals.BestFixed!.Value, 0.003);
        Assert.Equal(0.611, report.Totals.BestPerContext!.Value, 0.003);
        Assert.True(report.Totals.LearnedSecondHalf >= 0.595);
    }

    [DataFact(RealReplay.Prompts, isFull: true)]
    public void The_better_prompts_are_in_use_at_the_end_and_few_changes_are_harmful()
    {
        foreach (var (threshold, mostHarmful) in new[] { (0.7, 0.08), (0.9, 0.04) })
        {
            var report = RealReplay.OfPrompts(threshold);
            Assert.True(report.Totals.LearnedSecondHalf >= 0.595);
            Assert.True(report.Totals.Harmful <= mostHarmful * report.Totals.Adaptations);
            foreach (var exam in new[] { "sat-math", "aqua-rat" })
                Assert.True(Runs(report).Count(seed => AtEnd(report, seed, exam) is "chain_of_thought" or "composite") >= 19);
        }
    }

    [DataFact(RealReplay.Prompts, isFull: true)]
    public void Models_and_prompts_as_one_parameter_less_their_cost_are_learned()
    {
        var totals = RealReplay.OfModelsAndPrompts(0.7).Totals;
        Assert.Equal(0.550, totals.Never!.Value, 0.003);
        Assert.Equal(0.597, totals.BestFixed!.Value, 0.003);
        Assert.Equal(0.645, totals.BestPerContext!.Value, 0.003);
        Assert.True(totals.LearnedSecondHalf >= 0.610);
    }

    [DataFact(RealReplay.Temperatures, isFull: true)]
    public void Where_there_is_next_to_nothing_to_find_few_contexts_adapt_and_none_pays_for_it()
    {
        var report = RealReplay.OfTemperatures(0.9);
        var nothing = report.Contexts.Where(context => context.Context is not ("aqua-rat" or "lsat-lr")).ToList();
        Assert.Equal(8, nothing.Count);
        Assert.True(nothing.Average(context => context.AdaptedShare) <= 0.06);
        Assert.True(report.Totals.Gain >= -report.Totals.StandardErrors!.Gain);
    }

    [DataFact(RealReplay.Temperatures, isFull: true)]
    public void Every_context_leaves_the_cliff()
    {
        foreach (var threshold in new[] { 0.7, 0.9 })
        {
            var report = RealReplay.OfTheCliff(threshold);
            // Ten contexts with the same traffic: 300 calls of each are 3,000 of all.
            var left = Runs(report).Count(seed => report.Contexts.All(context => report.Adaptations.Any(
                adaptation => adaptation.Seed == seed && adaptation.Context == context.Context && adaptation.Call < 300 * report.Contexts.Length
                    && adaptation.Truth > 0.1)));
            Assert.True(left >= 19, $"{left} of 20 runs");
        }
    }

    [DataFact(RealReplay.Videos, isFull: true)]
    public void Video_options_are_learned_beyond_the_best_fixed_ones()
    {
        var totals = RealReplay.OfVideos(0.7).Totals;
        Assert.True(totals.Learned > totals.Never + 0.1);
        Assert.True(totals.LearnedSecondHalf > totals.BestFixed + 0.01);
    }

    private static IEnumerable<int> Runs(ReplayReport report) => Enumerable.Range(report.Settings.Seed, report.Totals.Runs);

    private static string AtEnd(ReplayReport report, int seed, string context) => report.Adaptations
        .LastOrDefault(adaptation => adaptation.Seed == seed && adaptation.Context == context)?.New ?? report.Settings.Parameters[0].Default;
}
