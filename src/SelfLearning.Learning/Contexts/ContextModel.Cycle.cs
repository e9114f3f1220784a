using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace SelfLearning.Learning;

/// <content>The learning cycle.</content>
public sealed partial class ContextModel
{
    /// <summary>The number of queued feedbacks that starts a learning cycle at once.</summary>
    public const int PromptCycle = 10;

    // Who rejects what the learner is not sure enough of.
    private const string ByThreshold = "threshold";

    /// <summary>
    /// Takes at most <see cref="ModuleOptions.MaximumFeedbackPerCycle"/> decisions from the queue, learns them, changes at most one
    /// parameter and plans the next trials.
    /// </summary>
    /// <exception cref="AdaptationException">The strategy threw; the model is as it was before.</exception>
    public LearningCycleReport RunCycle(DateTimeOffset now)
    {
        var items = Ledger.Queue.Items.Take(Options.MaximumFeedbackPerCycle).ToList();
        var before = _savedLearner ?? _learner.Save();
        _savedLearner = null;
        var situation = Situation();
        var learned = new List<Learned>(items.Count);
        IReadOnlyList<Proposal> proposals;
        Proposal? change;
        TrialPlan plan;
        PoolEvidence? evidence;
        try
        {
            foreach (var item in items) learned.Add(Learn(item, situation));
            proposals = Options.EffectiveMode == LearningMode.Off ? [] : _learner.Propose(situation);
            foreach (var proposal in proposals) StrategyAnswers.Require(proposal, Space);
            change = proposals.FirstOrDefault(proposal => StatusOf(proposal) == AdaptationStatus.Applied);
            // Planned before anything is changed: after this the cycle cannot fail.
            plan = Plan(change is null ? situation : After(situation, change));
            evidence = TakeEvidence(now);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            (_learner, _savedLearner) = (_strategy.Create(Space, before), before);
            throw new AdaptationException(
                $"The strategy '{_strategy.Name}' failed in context '{_context}': {exception.Message} The {items.Count} feedbacks stay queued and nothing was changed.",
                exception)
            { Module = Definition.Name, Context = _context };
        }

        Cycle++;
        Settle(learned);
        Ledger.Queue.Dequeue(items.Count);
        Policies.GiveBack(Ledger.Queue);
        Ledger.DropExpired(now, Options);
        var adaptations = Adapt(proposals, change, now);
        Publish(plan, now, _publishing);
        if (evidence is not null) PoolOutbox.Fill(evidence, now);
        return new LearningCycleReport(Cycle, items.Count, Ledger.Queue.Count, Policies.Current.Version, adaptations);
    }

    private Learned Learn(QueuedDecision item, LearnerSituation situation)
    {
        var quality = DecisionQuality.Of(item.UserQuality, item.AutomaticQuality, Options);
        var policy = Policies.Find(item.PolicyVersion);
        // A decision from before a reset, or whose version is gone, still counts in the metrics.
        if (policy is null || item.PolicyVersion < _firstVersion) return new Learned(item, null, quality, new Fold(0.5, 1));

        var observation = new Observation(quality, policy, item.Candidate, Overridden(item, policy));
        if (item.IsCorrection)
        {
            _learner.Correct(observation, item.LearnedQuality, item.Fold, situation);
            return new Learned(item, observation, quality, item.Fold);
        }

        var fold = _learner.Learn(observation, situation);
        // A scale of 0 would say "not learned"; a strategy that has no scale of its own gets 1.
        return new Learned(item, observation, quality, fold.Scale > 0 ? fold : fold with { Scale = 1 });
    }

    private void Settle(List<Learned> learned)
    {
        // One movement a minute and cycle is enough.
        var minutes = new Dictionary<long, int>();
        var first = _movements.Count;
        foreach (var decision in learned)
        {
            var movement = Settle(decision);
            if (minutes.TryAdd(movement.Minute, _movements.Count))
            {
                _movements.Add(movement);
                continue;
            }

            ref var sum = ref CollectionsMarshal.AsSpan(_movements)[minutes[movement.Minute]];
            sum = sum with { Count = sum.Count + movement.Count, Sum = sum.Sum + movement.Sum, SquareSum = sum.SquareSum + movement.SquareSum };
        }

        for (var place = _movements.Count - 1; place >= first; place--)
            if (_movements[place] is { Count: 0, Sum: 0, SquareSum: 0 }) _movements.RemoveAt(place);
    }

    private QualityMovement Settle(Learned decision)
    {
        var (item, quality) = (decision.Item, decision.Quality);
        if (decision.Observation is { } observation)
        {
            if (item.IsCorrection) Statistics.Correct(observation, Space, item.LearnedQuality);
            else Statistics.Add(observation, Space);
        }

        if (!item.IsCorrection)
        {
            if (decision.Observation is not null) LearnedCount++;
            Ledger.MarkLearned(item.Key, decision.Fold);
        }

        var counted = !double.IsNaN(item.MetricsQuality);
        var old = counted ? item.MetricsQuality : 0;
        return new QualityMovement(
            Cycle, item.Key.DecidedAtMs / 60_000, counted ? 0 : 1, quality - old, (quality * quality) - (old * old));
    }

    // The id names the overridden parameters by their place in the policy version; the learner by their place in the space.
    private uint Overridden(QueuedDecision item, Policy policy)
    {
        if (item.Overridden == 0) return 0;
        var mask = 0u;
        for (var i = 0; i < policy.Snapshot.Values.Length; i++)
        {
            if ((item.Overridden & (1u << i)) == 0) continue;
            var parameter = Space.IndexOf(policy.Snapshot.Values[i].ParameterName);
            if (parameter >= 0) mask |= 1u << parameter;
        }

        return mask;
    }

    private ImmutableArray<Adaptation> Adapt(IReadOnlyList<Proposal> proposals, Proposal? change, DateTimeOffset now)
    {
        var made = ImmutableArray.CreateBuilder<Adaptation>();
        var changed = -1;
        foreach (var proposal in proposals)
        {
            // The other proposals for a parameter that has just changed were compared with the value before.
            if (StatusOf(proposal) is not { } status || proposal.Parameter == changed) continue;
            if (status == AdaptationStatus.Applied && !ReferenceEquals(proposal, change)) continue;
            var parameter = Space[proposal.Parameter];
            var (oldValue, newValue) = (ValueInUse(proposal.Parameter), parameter.Values[proposal.Value]);
            var undone = Undone(proposal);
            if (status == AdaptationStatus.Proposed && (Adaptations.IsFull || Adaptations.OpenProposal(parameter.Name, newValue) is not null)) continue;
            if (status == AdaptationStatus.Proposed && IsRefused(parameter.Name, oldValue, newValue)) continue;
            if (status == AdaptationStatus.Rejected && IsKnownRejection(parameter.Name, oldValue, newValue)) continue;

            var adaptation = New(
                parameter.Name, oldValue, newValue, proposal.Confidence, status,
                status == AdaptationStatus.Rejected ? ByThreshold : "learner", now, "", Estimate(proposal), Cycle, undone?.Id);
            adaptation = adaptation with
            {
                Reason = proposal.Reason ?? AdaptationReason.Of(oldValue, newValue, adaptation.MetricsBasis, proposal, undone),
                Evidence = proposal.IsInherited ? EvidenceOrigin.Inherited : EvidenceOrigin.Own,
            };
            adaptation = Adaptations.Add(adaptation);
            made.Add(adaptation);
            if (status != AdaptationStatus.Applied) continue;
            Use(proposal.Parameter, proposal.Value);
            changed = proposal.Parameter;
        }

        return made.ToImmutable();
    }

    // As it is said to people. Corrections move a learner's estimate by more than it remembers, so it may lie outside of what a quality can differ by.
    private static double Estimate(Proposal proposal) => proposal.HasEstimate ? Math.Clamp(proposal.Difference, -1, 1) : 0;

    // What a proposal becomes; null when there is nothing to change.
    private AdaptationStatus? StatusOf(Proposal proposal)
    {
        if (proposal.Value == _incumbents[proposal.Parameter]) return null;
        var isRollback = proposal.Value == _previous[proposal.Parameter];
        if (proposal.Confidence < Threshold(isRollback)) return AdaptationStatus.Rejected;
        return MayApply(Space[proposal.Parameter].Name, isRollback, Undone(proposal)) ? AdaptationStatus.Applied : AdaptationStatus.Proposed;
    }

    /// <summary>The confidence with which a value comes into use: a lower one is enough to return to the value before.</summary>
    internal double ThresholdOf(string parameter, string value)
    {
        var (place, previous) = (Space.IndexOf(parameter), -1);
        if (place >= 0) previous = _previous[place];
        return Threshold(previous >= 0 && Space[place].Values[previous] == value);
    }

    private double Threshold(bool isRollback) => isRollback ? Math.Min(Options.AdaptationThreshold, 0.7) : Options.AdaptationThreshold;

    private Adaptation? Undone(Proposal proposal) =>
        proposal.Value == _previous[proposal.Parameter] ? Adaptations.InForce(Space[proposal.Parameter].Name) : null;

    // A person outranks the learner. Where consent is needed, what was approved may be taken back without asking; but to take back what
    // took it back is a new change.
    private bool MayApply(string parameter, bool isRollback, Adaptation? undone)
    {
        if (Adaptations.Pins.ContainsKey(parameter) || (isRollback && !Options.AutomaticRollback)) return false;
        return Options.EffectiveMode == LearningMode.Automatic || undone is { Undoes: null };
    }

    // Said once while the value in use stays the same.
    private bool IsKnownRejection(string parameter, string oldValue, string newValue)
    {
        var since = Adaptations.InForce(parameter)?.Id ?? 0;
        return Adaptations.All.Any(a => a.Id > since && a.ParameterName == parameter && a.OldValue == oldValue && a.NewValue == newValue
            && a is { Status: AdaptationStatus.Rejected, DecidedBy: ByThreshold });
    }

    // What a person has said no to is not asked again until the pin that came with it is released.
    private bool IsRefused(string parameter, string oldValue, string newValue) =>
        Adaptations.Pins.ContainsKey(parameter)
        && Adaptations.LastClosed(parameter, oldValue, newValue) is { Status: AdaptationStatus.Rejected, DecidedBy: not ByThreshold };

    private static LearnerSituation After(LearnerSituation situation, Proposal change) => situation with
    {
        Incumbents = situation.Incumbents.SetItem(change.Parameter, change.Value),
        Previous = situation.Previous.SetItem(change.Parameter, situation.Incumbents[change.Parameter]),
    };

    private void Use(int parameter, int value)
    {
        _previous[parameter] = _incumbents[parameter];
        _incumbents[parameter] = value;
    }

    private readonly record struct Learned(QueuedDecision Item, Observation? Observation, double Quality, Fold Fold);
}
