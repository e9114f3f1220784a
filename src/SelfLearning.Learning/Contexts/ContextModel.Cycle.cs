using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <content>The learning cycle.</content>
public sealed partial class ContextModel
{
    /// <summary>The number of queued feedbacks that starts a learning cycle at once.</summary>
    public const int PromptCycle = 10;

    /// <summary>
    /// Takes at most <see cref="ModuleOptions.MaximumFeedbackPerCycle"/> decisions from the queue, learns them, changes at most one
    /// parameter and plans the next trials.
    /// </summary>
    /// <exception cref="AdaptationException">The strategy threw; the model is as it was before.</exception>
    public LearningCycleReport RunCycle(DateTimeOffset now)
    {
        var items = Ledger.Queue.Items.Take(Options.MaximumFeedbackPerCycle).ToList();
        var before = _learner.Save();
        var situation = Situation();
        List<Learned> learned;
        IReadOnlyList<Proposal> proposals;
        try
        {
            learned = [.. items.Select(item => Learn(item, situation))];
            proposals = Options.EffectiveMode == LearningMode.Off ? [] : _learner.Propose(situation);
            // Planned here only to see that it can be: after this the cycle must not fail.
            _ = _learner.Plan(situation);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _learner = _strategy.Create(Space, before);
            throw new AdaptationException(
                $"The strategy '{_strategy.Name}' failed in context '{_context}': {exception.Message} The {items.Count} feedbacks stay queued and nothing was changed.",
                exception)
            { Module = Definition.Name, Context = _context };
        }

        Cycle++;
        foreach (var decision in learned) Settle(decision);
        Compact();
        Ledger.Queue.Dequeue(items.Count);
        Ledger.DropExpired(now, Options);
        var adaptations = Adapt(proposals, now);
        Publish(now);
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

    private void Settle(Learned decision)
    {
        var (item, quality) = (decision.Item, decision.Quality);
        if (decision.Observation is { } observation)
        {
            if (item.IsCorrection) Statistics.Correct(observation, Space, item.LearnedQuality);
            else Statistics.Add(observation, Space);
        }

        if (!item.IsCorrection)
        {
            LearnedCount++;
            Ledger.MarkLearned(item.Key, decision.Fold);
        }

        var counted = !double.IsNaN(item.MetricsQuality);
        var old = counted ? item.MetricsQuality : 0;
        _movements.Add(new QualityMovement(
            Cycle, item.Key.DecidedAtMs / 60_000, counted ? 0 : 1, quality - old, (quality * quality) - (old * old)));
    }

    // One movement a minute and cycle is enough.
    private void Compact()
    {
        var own = _movements.Where(m => m.Cycle == Cycle).GroupBy(m => m.Minute)
            .Select(g => new QualityMovement(Cycle, g.Key, g.Sum(m => m.Count), g.Sum(m => m.Sum), g.Sum(m => m.SquareSum)))
            .Where(m => m.Count != 0 || m.Sum != 0 || m.SquareSum != 0).ToList();
        _movements.RemoveAll(m => m.Cycle == Cycle);
        _movements.AddRange(own);
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

    private ImmutableArray<Adaptation> Adapt(IReadOnlyList<Proposal> proposals, DateTimeOffset now)
    {
        var made = ImmutableArray.CreateBuilder<Adaptation>();
        var applied = false;
        foreach (var proposal in proposals)
        {
            var parameter = Space[proposal.Parameter];
            var (oldValue, newValue) = (parameter.Values[_incumbents[proposal.Parameter]], parameter.Values[proposal.Value]);
            if (proposal.Value == _incumbents[proposal.Parameter]) continue;
            var isReturn = proposal.Value == _previous[proposal.Parameter];
            // Going back undoes what is in force; going forth again after that is a change like any other.
            var undone = isReturn && Adaptations.InForce(parameter.Name) is { Undoes: null } inForce ? inForce : null;
            var threshold = isReturn ? Math.Min(Options.AdaptationThreshold, 0.7) : Options.AdaptationThreshold;
            var status = proposal.Confidence < threshold ? AdaptationStatus.Rejected
                : MayApply(parameter.Name, undone is not null) ? AdaptationStatus.Applied
                : AdaptationStatus.Proposed;
            if (status == AdaptationStatus.Applied && applied) continue;
            if (status == AdaptationStatus.Proposed && Adaptations.OpenProposal(parameter.Name, newValue) is not null) continue;
            if (status == AdaptationStatus.Rejected && IsKnownRejection(parameter.Name, oldValue, newValue)) continue;

            var adaptation = New(
                parameter.Name, oldValue, newValue, proposal.Confidence, status,
                status == AdaptationStatus.Rejected ? "threshold" : "learner", now, "", proposal.Difference, Cycle, undone?.Id);
            adaptation = adaptation with
            {
                Reason = proposal.Reason ?? AdaptationReason.Of(oldValue, newValue, adaptation.MetricsBasis, proposal.Confidence, undone),
            };
            adaptation = Adaptations.Add(adaptation);
            made.Add(adaptation);
            if (status != AdaptationStatus.Applied) continue;
            Use(proposal.Parameter, proposal.Value);
            applied = true;
        }

        return made.ToImmutable();
    }

    // A person outranks the learner; consent is needed where it is required, but what was approved may be taken back without asking.
    private bool MayApply(string parameter, bool isRollback) =>
        !Adaptations.Pins.ContainsKey(parameter)
        && (isRollback ? Options.AutomaticRollback : Options.EffectiveMode == LearningMode.Automatic);

    private bool IsKnownRejection(string parameter, string oldValue, string newValue) =>
        Adaptations.All.LastOrDefault(a => a.ParameterName == parameter) is { Status: AdaptationStatus.Rejected, DecidedBy: "threshold" } last
        && last.OldValue == oldValue && last.NewValue == newValue;

    private void Use(int parameter, int value)
    {
        _previous[parameter] = _incumbents[parameter];
        _incumbents[parameter] = value;
    }

    private readonly record struct Learned(QueuedDecision Item, Observation? Observation, double Quality, Fold Fold);
}
