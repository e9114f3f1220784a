using System.Collections.Immutable;
using System.Text.Json;

namespace SelfLearning.Learning;

/// <summary>
/// Everything that is learned of one context, as a plain object: policy, feedback ledger, learner, adaptations. Deterministic given
/// its record, the calls and their times. Not thread-safe: one call at a time.
/// </summary>
/// <remarks>
/// The parts of this class: this file holds state and record; <c>ContextModel.Definition.cs</c> other definitions; <c>ContextModel.Cycle.cs</c> the learning cycle;
/// <c>ContextModel.People.cs</c> what a person may do; <c>ContextModel.Publishing.cs</c> new policy versions;
/// <c>ContextModel.Spill.cs</c> what moves to segments; <c>ContextModel.Pooling.cs</c> what contexts tell each other.
/// </remarks>
public sealed partial class ContextModel
{
    private readonly string _context;
    private readonly IAdaptationStrategy _strategy;
    private readonly PublishingRule _publishing;
    private readonly Dictionary<string, JsonElement>? _unknown;
    private readonly List<QualityMovement> _movements;
    private IContextLearner _learner;

    // The learner's state as last saved, while it holds and more feedback waits: the next cycle, which may fail, begins from it.
    private JsonElement? _savedLearner;
    private int[] _incumbents;
    private int[] _previous;
    private long _firstVersion;

    /// <summary>A model as it was saved, or a new one.</summary>
    /// <param name="context">The context key.</param>
    /// <param name="definition">The module's definition.</param>
    /// <param name="strategy">How it learns.</param>
    /// <param name="record">What <see cref="Save"/> made, or <c>null</c> to begin.</param>
    /// <param name="now">The time.</param>
    /// <param name="publishing">When small changes of the policy are published; <see cref="PublishingRule.Default"/> unless given.</param>
    /// <exception cref="AdaptationException">The record was written by a newer version, or is damaged.</exception>
    public ContextModel(
        string context,
        ModuleDefinition definition,
        IAdaptationStrategy strategy,
        LearningRecord? record,
        DateTimeOffset now,
        PublishingRule? publishing = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(strategy);
        if (record is { Version: > LearningRecord.CurrentVersion })
        {
            throw new AdaptationException(
                $"The learning record of context '{context}' has version {record.Version}; this version reads up to {LearningRecord.CurrentVersion}. "
                + "It was written by a newer version: run that one. Nothing was changed.")
            { Module = definition.Name, Context = context };
        }

        record ??= new LearningRecord();
        (_context, _strategy, _publishing, _unknown) = (context, strategy, publishing ?? PublishingRule.Default, record.Unknown);
        Definition = definition;
        Policies = new PolicyHistory(definition.Parameters, record.Policies);
        Ledger = new FeedbackLedger(FeedbackQueue.Load(record.Queue), RecentSlots.Load(record.Slots), HourIndex.Load(record.Hours))
        {
            LateCount = record.Late,
            OutdatedCount = record.Outdated,
        };
        Adaptations = new AdaptationSet(record.Adaptations, record.Pins, record.LastAdaptation, record.AppliedAdaptations);
        Statistics = ValueStatistics.Load(record.Statistics);
        PoolOutbox = new PoolOutbox(record.PoolOutbox);
        (Cycle, LearnedCount, _firstVersion, _movements) = (record.Cycle, record.Learned, record.FirstVersion, [.. record.Movements]);
        _learner = strategy.Create(definition.Parameters, record.Strategy == strategy.Name ? record.Learner : null);
        (_incumbents, _previous) = ([], []);
        if (Policies.IsEmpty)
        {
            _incumbents = Defaults(definition.Parameters);
            _previous = NoPrevious(definition.Parameters);
            Publish(now);
        }
        else
        {
            Resolve(record.Previous, now);
            if (record.DefinitionRevision != definition.Revision) ForgetLostValues();
            // The options may have changed while nobody was here.
            if (Policies.Current.TrialShare > Ceiling + 1e-9) Publish(now);
        }
    }

    /// <summary>The context key.</summary>
    public string Context => _context;

    /// <summary>The module's definition in force.</summary>
    public ModuleDefinition Definition { get; private set; }

    /// <summary>The parameters.</summary>
    public ParameterSpace Space => Definition.Parameters;

    /// <summary>The options.</summary>
    public ModuleOptions Options => Definition.Options;

    /// <summary>The policy versions held.</summary>
    public PolicyHistory Policies { get; }

    /// <summary>The policy in force.</summary>
    public Policy Policy => Policies.Find(Policies.Current.Version)!;

    /// <summary>What is known of the feedback.</summary>
    public FeedbackLedger Ledger { get; }

    /// <summary>The adaptations and pins.</summary>
    public AdaptationSet Adaptations { get; }

    /// <summary>Counts and means of the values.</summary>
    public ValueStatistics Statistics { get; }

    /// <summary>The number of the last learning cycle.</summary>
    public long Cycle { get; private set; }

    /// <summary>Feedbacks learned so far.</summary>
    public long LearnedCount { get; private set; }

    /// <summary>What the metrics have not been told yet, oldest first.</summary>
    public IReadOnlyList<QualityMovement> Movements => _movements;

    /// <summary>Forgets movements that the metrics record holds; returns how many.</summary>
    public int SettleMovements(long cycle) => _movements.RemoveAll(movement => movement.Cycle <= cycle);

    /// <summary>Takes a feedback whose result id was verified; see <see cref="FeedbackLedger.Receive"/>.</summary>
    public FeedbackReceipt Receive(ResultId id, Feedback feedback, IReadOnlyList<Segment> segments, DateTimeOffset now, bool isInMetrics = false)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(segments);
        var policy = Policies.Find(id.PolicyVersion);
        if (policy is not null) return Ledger.Receive(id, feedback, CanDecide(policy.Snapshot, id.DecidedAt) ? policy : null, segments, Options, now, isInMetrics);
        PolicySnapshot? older = null;
        foreach (var segment in segments)
            if (older is null && segment.TryGetPolicy(id.PolicyVersion, out var found) && CanDecide(found, id.DecidedAt)) older = found;
        policy = older is null ? null : Policy.Resolve(older, Space);
        var receipt = Ledger.Receive(id, feedback, policy, segments, Options, now, isInMetrics);
        if (older is not null && Ledger.Queue.Find(DecisionKey.Of(id)) is not null) Policies.Lend(older);
        return receipt;
    }

    /// <summary>What is known about each value that has feedback, is in use or is on trial.</summary>
    public ImmutableArray<ValueEstimate> Estimates()
    {
        var situation = Situation();
        var policy = Policies.Current;
        var estimates = ImmutableArray.CreateBuilder<ValueEstimate>();
        var known = Statistics.Known.ToHashSet();
        for (var p = 0; p < Space.Count; p++)
        {
            var parameter = Space[p];
            for (var v = 0; v < parameter.Values.Length; v++)
            {
                var value = parameter.Values[v];
                var trial = policy.Candidates.FirstOrDefault(c => c.ParameterName == parameter.Name && c.Value == value);
                var inUse = _incumbents[p] == v;
                if (!inUse && trial is null && !known.Contains((parameter.Name, value))) continue;
                var (count, mean) = Statistics.Of(parameter.Name, value);
                estimates.Add(new ValueEstimate(
                    parameter.Name, value, inUse, inUse ? 1 - policy.TrialShare : trial?.Share ?? 0, count, mean,
                    inUse || trial is null ? null : _learner.Confidence(p, v, situation)));
            }
        }

        return estimates.ToImmutable();
    }

    /// <summary>The state as a record.</summary>
    public LearningRecord Save() => new()
    {
        Strategy = _strategy.Name,
        Learner = SaveLearner(),
        DefinitionRevision = Definition.Revision,
        Policies = [.. Policies.Versions],
        Previous = PreviousByName(),
        Queue = Ledger.Queue.Save(),
        Slots = Ledger.Slots.Save(),
        Hours = Ledger.Hours.Save(),
        Adaptations = [.. Adaptations.All],
        Pins = [.. Adaptations.Pins.Values.OrderBy(pin => pin.ParameterName, StringComparer.Ordinal)],
        LastAdaptation = Adaptations.LastId,
        AppliedAdaptations = Adaptations.AppliedCount,
        Cycle = Cycle,
        Learned = LearnedCount,
        FirstVersion = _firstVersion,
        Late = Ledger.LateCount,
        Outdated = Ledger.OutdatedCount,
        Statistics = Statistics.Save(),
        Movements = [.. _movements],
        PoolOutbox = PoolOutbox.Save(),
        Unknown = _unknown,
    };

    private JsonElement SaveLearner()
    {
        var saved = _savedLearner ?? _learner.Save();
        _savedLearner = Ledger.Queue.Count > 0 ? saved : null;
        return saved;
    }

    private static int[] Defaults(ParameterSpace space) => [.. space.Parameters.Select(p => p.IndexOf(p.Default))];

    private static int[] NoPrevious(ParameterSpace space) => [.. Enumerable.Repeat(-1, space.Count)];

    private LearnerSituation Situation()
    {
        var pinned = 0u;
        for (var p = 0; p < Space.Count; p++)
            if (Adaptations.Pins.ContainsKey(Space[p].Name)) pinned |= 1u << p;
        return new LearnerSituation([.. _incumbents], [.. _previous], Options) { Pinned = pinned, Pool = Others };
    }

    private Dictionary<string, string> PreviousByName()
    {
        var names = new Dictionary<string, string>();
        for (var p = 0; p < Space.Count; p++)
            if (_previous[p] >= 0) names[Space[p].Name] = Space[p].Values[_previous[p]];
        return names;
    }

    private ImmutableArray<ParameterValue> ValuesInUse() =>
        [.. Space.Parameters.Select((parameter, p) => new ParameterValue(parameter.Name, parameter.Values[_incumbents[p]]))];

    private Adaptation New(
        string parameter, string oldValue, string newValue, double confidence, AdaptationStatus status, string decidedBy, DateTimeOffset now,
        string reason, double difference = 0, long cycle = 0, long? undoes = null, string? note = null)
    {
        var (oldCount, oldMean) = Statistics.Of(parameter, oldValue);
        var (newCount, newMean) = Statistics.Of(parameter, newValue);
        return new Adaptation
        {
            Id = 0,
            CreatedAt = now,
            Context = _context,
            ParameterName = parameter,
            OldValue = oldValue,
            NewValue = newValue,
            Confidence = confidence,
            Reason = reason,
            MetricsBasis = new MetricsBasis(LearnedCount, oldCount, oldMean, newCount, newMean, difference, cycle),
            Status = status,
            DecidedBy = decidedBy,
            DecidedAt = now,
            Undoes = undoes,
            Note = note,
        };
    }
}
