using System.Collections.Immutable;
using SelfLearning.Contracts;
using SelfLearning.Learning;

namespace SelfLearning.Client.Tests.Fakes;

internal sealed class FakeContextGrain(string key) : FakeGrain, IContextGrain
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly SigningKeys Keys = new(7, new Dictionary<int, byte[]> { [7] = [.. Enumerable.Range(1, 32).Select(i => (byte)i)] });

    private static readonly ParameterSpace Space = new(
        ParameterDefinition.Real("temperature", 0.7, 0, 1.2, 0.1),
        ParameterDefinition.Categorical("structure", "verse-first", "verse-first", "hook-first"));

    private readonly List<EndedOperation> _outcomes = [];
    private readonly OutboxMarks _marks = new();
    private readonly string _module = GrainNames.Split(key).Module;
    private readonly string _context = GrainNames.Split(key).Member;

    /// <summary>The clock of the silo; stands still unless a test gives one that moves.</summary>
    public Func<DateTimeOffset> Now { get; set; } = () => Start;

    /// <summary>Changes what hosts decide with; what differs gets another version.</summary>
    public Func<HostPolicy, HostPolicy> Decide { get; set; } = policy => policy;

    /// <summary>The next question for the policy fails with this, once.</summary>
    public Exception? BeginFailure { get; set; }

    /// <summary>Batches are taken, and then no answer comes, while set.</summary>
    public Exception? LostAnswer { get; set; }

    /// <summary>The outcomes that were counted, each batch once.</summary>
    public IReadOnlyList<EndedOperation> Outcomes
    {
        get
        {
            lock (_outcomes) return [.. _outcomes];
        }
    }

    public byte[] SigningKey { get; set; } = Keys.DeriveContextKey(7, GrainNames.Split(key).Module, ContextKey.Parse(GrainNames.Split(key).Member))!;

    /// <summary>The key that batches must be sealed with, if not <see cref="SigningKey"/>.</summary>
    public byte[]? VerifyingKey { get; set; }

    public Task<HostPolicyReply> GetHostPolicyAsync(long known) => Answer(
        "host-policy",
        () =>
        {
            if (BeginFailure is not { } failure) return new HostPolicyReply(Now(), known == Policy().Version ? null : Policy());
            BeginFailure = null;
            throw failure;
        },
        known);

    public Task<OutcomeReply> RecordOutcomesAsync(byte[] batch) => Answer(
        "outcomes",
        () =>
        {
            var received = ReceivedOutcomes.Open(batch, VerifyingKey ?? SigningKey);
            lock (_outcomes)
            {
                if (_marks.TryTake(received.Outbox, received.Number, Start))
                    foreach (var outcome in received) _outcomes.Add(outcome);
            }

            return LostAnswer is { } lost ? throw lost : new OutcomeReply(Now(), Policy().Version);
        },
        batch);

    public Task<ImmutableArray<CompletionReceipt>> CompleteAsync(ImmutableArray<OperationOutcome> outcomes) => throw new NotSupportedException();

    public Task<ProcessReply?> AttachAsync(Guid call) => throw new NotSupportedException();

    public Task<ProcessReply> ProcessAsync(ProcessRequest request) => throw new NotSupportedException();

    public Task CancelAsync(Guid call) => throw new NotSupportedException();

    public Task RecordFailureAsync(string operation, string? operationId, string error) => throw new NotSupportedException();

    public Task<ImmutableArray<FeedbackReceipt>> ApplyFeedbackAsync(ImmutableArray<ResultFeedback> feedbacks) => throw new NotSupportedException();

    public Task<PerformanceSummary> GetSummaryAsync(string period) => Answer("summary", () => Summary(_module, _context, period), period);

    public Task<PerformanceHistory> GetHistoryAsync(string period) => Answer("history", () => History(_module, _context, period), period);

    public Task<ImmutableArray<MetricEntry>> GetMetricsAsync(MetricsFilter filter, int limit) =>
        Answer("metrics", () => ImmutableArray<MetricEntry>.Empty, filter, limit);

    public Task<ImmutableArray<ReceivedFeedback>> GetFeedbackAsync() =>
        Answer("received-feedback", () => ImmutableArray<ReceivedFeedback>.Empty);

    public Task<ImmutableArray<Adaptation>> GetAdaptationsAsync() => Answer("adaptations", () => ImmutableArray.Create(Adaptation(4)));

    public Task<Adaptation> SuggestAdaptationAsync(ParameterValue value, Decider decider) =>
        Answer("suggest", () => Adaptation(5), value, decider);

    public Task<Adaptation> ApproveAsync(long adaptation, Decider decider) =>
        Answer("approve", () => Adaptation(adaptation), adaptation, decider);

    public Task<Adaptation> RejectAsync(long adaptation, Decider decider) =>
        Answer("reject", () => Adaptation(adaptation), adaptation, decider);

    public Task<Adaptation> RollBackAsync(long adaptation, Decider decider) =>
        Answer("roll-back", () => Adaptation(adaptation), adaptation, decider);

    public Task<Pin> PinAsync(string parameterName, string? value, Decider decider) =>
        Answer("pin", () => new Pin(parameterName, value ?? "in use", decider.Actor, Start, decider.Note), parameterName, value, decider);

    public Task<bool> ReleaseAsync(string parameterName, Decider decider) => Answer("release", () => true, parameterName, decider);

    public Task<LearningCycleReport> TriggerLearningCycleAsync() => Answer("trigger", () => new LearningCycleReport(1, 2, 0, 3, []));

    public Task<PolicyView> GetPolicyAsync() => Answer("policy", View);

    public Task<LearningStatus> GetStatusAsync() => Answer(
        "status", () => new LearningStatus(_context, LearningStatusReason.NoFeedback, "There is no feedback yet.", 0, 0, 3, null, null, []));

    public Task<ContextExport> ExportAsync() =>
        Answer("export", () => new ContextExport(_module, _context, View(), [], Summary(_module, _context, "30d")));

    public Task ResetLearningAsync(Decider decider) => Answer("reset", () => true, decider);

    public Task DeleteAsync() => Answer("delete", () => true);

    public Task WakeAsync() => throw new NotSupportedException();

    public static PerformanceSummary Summary(string module, string? context, string period) =>
        new() { Module = module, Context = context, Period = period, From = Start, To = Start };

    public static PerformanceHistory History(string module, string? context, string period) =>
        new(module, context, period, Start, Start, TimeSpan.FromMinutes(15), [new PerformancePoint(Start, 0, 0, 0, null, null, null)]);

    private PolicyView View() => new(_context, Policy().Policy, [], [], 0, 0, 0);

    // Policy 3 serves hook-first, which was learned, and has two temperatures on trial; every call tries the second.
    private HostPolicy Policy()
    {
        var policy = Decide(new HostPolicy(
            0,
            new PolicySnapshot
            {
                Version = 3,
                PublishedAt = Start,
                Values = [new("temperature", "0.7"), new("structure", "hook-first")],
                Candidates = [new("temperature", "0.6", 0), new("temperature", "0.9", 1)],
                TrialShare = 1,
            },
            Space,
            new ModuleOptions(),
            KeyEpoch: 7,
            SigningKey));
        var definition = new ModuleDefinition { Name = _module, Parameters = policy.Parameters, Options = policy.Options };
        return policy with { Version = HostPolicyVersion.Of(policy.Policy, definition, policy.KeyEpoch, policy.SigningKey) };
    }

    private Adaptation Adaptation(long id) => new()
    {
        Id = id,
        CreatedAt = Start,
        Context = _context,
        ParameterName = "temperature",
        OldValue = "0.7",
        NewValue = "0.9",
        Confidence = 0.8,
        Reason = "measured",
        MetricsBasis = new MetricsBasis(10, 5, 0.5, 5, 0.7, 0.2, 1),
        Status = AdaptationStatus.Applied,
        DecidedBy = "learner",
        DecidedAt = Start,
    };
}
