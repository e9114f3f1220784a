using SelfLearning.Learning.Tests.Contexts;

namespace SelfLearning.Learning.Tests.Status;

public class LearningStatusProperties
{
    [SeededProperty(MaxTest = 60, EndSize = 300)]
    public void Every_state_has_one_reason_with_a_sentence_and_asking_changes_nothing((byte Kind, byte A, byte B)[] steps, bool bets)
    {
        var run = new ContextRun(strategy: bets ? new BettingStrategy() : null);
        var operations = new RandomOperations(run) { ChangesDefinitions = true };
        foreach (var step in steps)
        {
            operations.Do(step);
            var saved = run.Saved();
            var status = LearningStatusRule.Of(run.Model, run.Now);
            Assert.Equal(saved, run.Saved());
            AssertSensible(status, run.Model, run.Now);
        }
    }

    [SeededProperty(MaxTest = 500)]
    public void An_interval_holds_the_difference_and_narrows_with_feedback(ushort trial, ushort inUse, byte trialMean, byte meanInUse)
    {
        ValueComparison Compare(long times) => ValueComparisons.Of(
            new ValueEstimate("level", "7", false, 0.1, times * trial, trial == 0 ? null : trialMean / 255.0, 0.5),
            new ValueEstimate("level", "4", true, 0.9, times * inUse, inUse == 0 ? null : meanInUse / 255.0, null));

        var (comparison, later) = (Compare(1), Compare(4));
        Assert.InRange(comparison.Difference, comparison.Low, comparison.High);
        Assert.True(comparison.Low >= -1 && comparison.High <= 1);
        if (trial == 0 || inUse == 0) Assert.Equal((-1, 1), (comparison.Low, comparison.High));
        else Assert.True(later.High - later.Low <= comparison.High - comparison.Low);
    }

    private static void AssertSensible(LearningStatus status, ContextModel model, DateTimeOffset now)
    {
        Assert.True(Enum.IsDefined(status.Reason));
        Assert.EndsWith(".", status.Explanation, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", status.Explanation, StringComparison.Ordinal);
        Assert.Equal((model.LearnedCount, model.Ledger.Queue.Count), (status.LearnedFeedbacks, status.QueuedFeedbacks));

        // Each reason exactly where no stronger one holds.
        var set = model.Adaptations;
        var off = model.Options.EffectiveMode == LearningMode.Off;
        var waits = set.All.Any(a => a.Status == AdaptationStatus.Proposed);
        var pinned = model.Space.Parameters.All(parameter => set.Pins.ContainsKey(parameter.Name));
        var adapted = set.All.Any(a => a.Applied && a.MetricsBasis.LearningCycle > 0 && now - a.DecidedAt < LearningStatusRule.Lately);
        LearningStatusReason? expected = off ? LearningStatusReason.Off
            : waits ? LearningStatusReason.WaitingForApproval
            : pinned ? LearningStatusReason.Pinned
            : adapted ? LearningStatusReason.Adapted
            : model.LearnedCount + model.Ledger.Queue.Count == 0 ? LearningStatusReason.NoFeedback
            : null;
        if (expected is { } reason) Assert.Equal(reason, status.Reason);
        else Assert.True(status.Reason >= LearningStatusReason.TooFewFeedbacks, $"{status.Reason}: {status.Explanation}");

        Assert.Equal(status.Reason == LearningStatusReason.Pinned, !status.Pins.IsEmpty);
        if (status.Best is { } best) Assert.InRange(best.Difference, best.Low, best.High);
        if (status.Reason == LearningStatusReason.NoDifference && status.Best is { } alike) Assert.True(alike.High <= LearningStatusRule.Noticeable);
    }
}
