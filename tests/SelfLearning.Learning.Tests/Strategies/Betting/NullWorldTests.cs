using SelfLearning.Tests;
using Xunit.Abstractions;

namespace SelfLearning.Learning.Tests.Strategies.Betting;

/// <summary>The bound on false adaptation, where decisions are corrected after they were learned.</summary>
public class NullWorldTests(ITestOutputHelper output)
{
    [Fact]
    public void Where_nothing_matters_few_contexts_ever_adapt() => Check(300, 0.7, seed => new LaterFeedback(seed, 0, 0, 1));

    [Fact]
    public void Where_nothing_matters_a_fifth_of_corrected_feedback_makes_no_difference() => Check(300, 0.7, Corrected);

    [FullFact]
    public void A_fifth_of_corrected_feedback_stays_within_the_bound_at_both_thresholds()
    {
        Check(500, 0.7, Corrected);
        Check(500, 0.9, Corrected);
    }

    [FullFact]
    public void Two_correlated_sources_for_every_decision_stay_within_the_bound_at_both_thresholds()
    {
        Check(500, 0.7, TwoSources);
        Check(500, 0.9, TwoSources);
    }

    private static LaterFeedback Corrected(ulong seed) => new(seed, share: 0.2, correlation: 0, weight: 1);

    // The second source comes when the first is learned already: the quality becomes the mean of both.
    private static LaterFeedback TwoSources(ulong seed) => new(seed, share: 1, correlation: 0.5, weight: 0.5);

    private void Check(int seeds, double threshold, Func<ulong, LaterFeedback> world)
    {
        var bound = (1 - threshold) / (2 * threshold);
        var (adapted, corrections) = (0, 0);
        for (ulong seed = 1; seed <= (ulong)seeds; seed++)
        {
            var feedback = world(seed);
            if (feedback.Adapts(threshold)) adapted++;
            corrections += feedback.Corrections;
        }

        var share = (double)adapted / seeds;
        var found = $"{adapted} of {seeds} runs adapted at {threshold} ({share:0.000}, bound {bound:0.000}), with {corrections / seeds} corrections a run";
        output.WriteLine(found);
        Assert.True(share <= bound, $"{found}, although nothing matters");
    }
}
