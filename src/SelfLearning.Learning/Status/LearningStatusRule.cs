using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>
/// Says of any state of a context whether it learns and, if not, why: the one place that decides this. The reasons are asked for in the
/// order of <see cref="LearningStatusReason"/>, and the first that holds is given.
/// </summary>
public static class LearningStatusRule
{
    /// <summary>How long after it came into force a learned change is what there is to say.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    /// <summary>The smallest gain in quality that is worth waiting for: a smaller one is called no difference.</summary>
    public const double Noticeable = 0.05;

    // More likely better than not.
    private const double Likely = 0.5;

    /// <summary>The status of a context whose state can be used.</summary>
    /// <param name="model">The context.</param>
    /// <param name="now">The time.</param>
    public static LearningStatus Of(ContextModel model, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Held(model) ?? Changing(model, now) ?? Waiting(model) ?? Comparing(model);
    }

    /// <summary>The status of a context whose storage cannot be used.</summary>
    /// <param name="context">The context key.</param>
    public static LearningStatus StorageUnavailable(string context) =>
        new(context, LearningStatusReason.StorageUnavailable, LearningStatusText.StorageUnavailable, 0, 0, null, null, null, []);

    // What keeps the learner from changing anything, whatever the feedback says.
    private static LearningStatus? Held(ContextModel model)
    {
        var (options, adaptations) = (model.Options, model.Adaptations);
        if (!options.EnableAdaptation) return Status(model, LearningStatusReason.Off, LearningStatusText.AdaptationOff);
        if (options.LearningMode == LearningMode.Off) return Status(model, LearningStatusReason.Off, LearningStatusText.ModeOff);
        if (model.Space.Count == 0) return Status(model, LearningStatusReason.NothingToLearn, LearningStatusText.NoParameters);
        if (options.ExplorationRate == 0 && model.Policies.Current.Candidates.IsEmpty)
            return Status(model, LearningStatusReason.Off, LearningStatusText.NothingTried);

        var proposals = adaptations.All.Where(adaptation => adaptation.Status == AdaptationStatus.Proposed).ToList();
        if (proposals.Count > 0)
        {
            var latest = proposals[^1];
            var text = LearningStatusText.Waiting(latest, proposals.Count, adaptations.Pins.GetValueOrDefault(latest.ParameterName));
            return Status(model, LearningStatusReason.WaitingForApproval, text) with { Adaptation = latest };
        }

        var pins = model.Space.Parameters.Where(IsPinned(model)).Select(parameter => adaptations.Pins[parameter.Name]).ToImmutableArray();
        return pins.Length == model.Space.Count
            ? Status(model, LearningStatusReason.Pinned, LearningStatusText.Pinned(pins)) with { Pins = pins }
            : null;
    }

    private static LearningStatus? Changing(ContextModel model, DateTimeOffset now)
    {
        // A change that a person made up is nothing that was learned.
        var latest = model.Adaptations.All
            .Where(adaptation => adaptation.Applied && adaptation.MetricsBasis.LearningCycle > 0 && now - adaptation.DecidedAt < Lately)
            .MaxBy(adaptation => adaptation.DecidedAt);
        return latest is null
            ? null
            : Status(model, LearningStatusReason.Adapted, LearningStatusText.Adapted(latest, now)) with { Adaptation = latest };
    }

    // Before anything was learned.
    private static LearningStatus? Waiting(ContextModel model)
    {
        if (model.LearnedCount > 0) return null;
        var (queued, needed) = (model.Ledger.Queue.Count, Needed(model));
        if (queued == 0)
        {
            var text = LearningStatusText.NoFeedback(needed, model.Ledger.LateCount, model.Ledger.OutdatedCount);
            return Status(model, LearningStatusReason.NoFeedback, text) with { NeededFeedbacks = needed };
        }

        return queued < needed
            ? Status(model, LearningStatusReason.TooFewFeedbacks, LearningStatusText.TooFewQueued(queued, needed, model.Options.LearningInterval)) with { NeededFeedbacks = needed }
            : Status(model, LearningStatusReason.Learning, LearningStatusText.Queued(queued));
    }

    private static LearningStatus Comparing(ContextModel model)
    {
        var needed = Needed(model);
        var trials = ValueComparisons.Of(model);
        if (trials.IsEmpty) return NothingOnTrial(model);
        var comparable = trials.Where(trial => trial.Count >= needed && trial.CountInUse >= needed).ToList();
        if (comparable.Count == 0)
        {
            var known = trials.MaxBy(trial => Math.Min(trial.Count, trial.CountInUse))!;
            return Status(model, LearningStatusReason.TooFewFeedbacks, LearningStatusText.TooFew(known, model.LearnedCount, needed)) with
            {
                Best = known,
                NeededFeedbacks = needed,
            };
        }

        // A learner without a view of its own is judged by the means.
        var best = comparable.MaxBy(trial => (trial.Confidence ?? 0, trial.Difference))!;
        var threshold = model.ThresholdOf(best.ParameterName, best.Value);
        var looksBetter = best.Low > 0 || best.Confidence >= Likely;
        var (reason, text) =
            looksBetter && !(best.Confidence >= threshold) ? (LearningStatusReason.BelowThreshold, LearningStatusText.BelowThreshold(best, threshold))
            : looksBetter || best.High > Noticeable ? (LearningStatusReason.Learning, LearningStatusText.Learning(best, threshold))
            : (LearningStatusReason.NoDifference, LearningStatusText.NoDifference(best));
        return Status(model, reason, text) with { Best = best };
    }

    // A strategy that tries nothing says what it thinks by proposals alone.
    private static LearningStatus NothingOnTrial(ContextModel model)
    {
        var inUse = model.Policies.Current.Values;
        var rejected = model.Adaptations.All.LastOrDefault(adaptation =>
            adaptation is { Status: AdaptationStatus.Rejected, DecidedBy: "threshold" }
            && inUse.Contains(new ParameterValue(adaptation.ParameterName, adaptation.OldValue)));
        return rejected is null
            ? Status(model, LearningStatusReason.NoDifference, LearningStatusText.NothingOnTrial(model.LearnedCount))
            : Status(model, LearningStatusReason.BelowThreshold, LearningStatusText.BelowThreshold(rejected, model.ThresholdOf(rejected.ParameterName, rejected.NewValue))) with
            {
                Adaptation = rejected,
            };
    }

    // What starts a learning cycle is enough to say something about a value: the learner itself asks for no number.
    private static int Needed(ContextModel model) => Math.Min(model.Options.MinimumFeedback, ContextModel.PromptCycle);

    private static Func<ParameterDefinition, bool> IsPinned(ContextModel model) => parameter => model.Adaptations.Pins.ContainsKey(parameter.Name);

    private static LearningStatus Status(ContextModel model, LearningStatusReason reason, string explanation) =>
        new(model.Context, reason, explanation, model.LearnedCount, model.Ledger.Queue.Count, null, null, null, []);
}
