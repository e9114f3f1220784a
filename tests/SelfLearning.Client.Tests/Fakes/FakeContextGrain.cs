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

    private readonly string _module = GrainNames.Split(key).Module;
    private readonly string _context = GrainNames.Split(key).Member;

    /// <summary>Changes what the next operations are told.</summary>
    public Func<BeginReply, BeginReply> Decide { get; set; } = reply => reply;

    /// <summary>Operations that begin fail with this, once.</summary>
    public Exception? BeginFailure { get; set; }

    public IReadOnlyList<OperationReport> Reports => [.. CallsOf("complete").Select(c => (OperationReport)c[0]!)];

    public byte[] SigningKey => Keys.DeriveContextKey(7, _module, ContextKey.Parse(_context))!;

    public Task<BeginReply> BeginAsync() => Answer("begin", () =>
    {
        if (BeginFailure is not { } failure) return Decide(Reply());
        BeginFailure = null;
        throw failure;
    });

    public Task CompleteAsync(OperationReport report) => Answer("complete", () => true, report);

    public Task<ProcessReply?> AttachAsync(Guid call) => throw new NotSupportedException();

    public Task<ProcessReply> ProcessAsync(ProcessRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RecordFailureAsync(string operation, string? operationId, string error) => throw new NotSupportedException();

    public Task<ImmutableArray<FeedbackReceipt>> ApplyFeedbackAsync(ImmutableArray<ResultFeedback> feedbacks) => throw new NotSupportedException();

    public Task<PerformanceSummary> GetSummaryAsync(string period) => Answer("summary", () => Summary(_module, _context, period), period);

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

    public Task<ContextExport> ExportAsync() =>
        Answer("export", () => new ContextExport(_module, _context, View(), [], Summary(_module, _context, "30d")));

    public Task ResetLearningAsync(Decider decider) => Answer("reset", () => true, decider);

    public Task DeleteAsync() => Answer("delete", () => true);

    public Task WakeAsync() => throw new NotSupportedException();

    public static PerformanceSummary Summary(string module, string? context, string period) =>
        new() { Module = module, Context = context, Period = period, From = Start, To = Start };

    private PolicyView View() => new(_context, Reply().Policy, [], [], 0, 0, 0);

    // Policy 3 serves hook-first, which was learned, and tries two temperatures; this call tries the second.
    private BeginReply Reply() => new(
        new PolicySnapshot
        {
            Version = 3,
            PublishedAt = Start,
            Values = [new("temperature", "0.7"), new("structure", "hook-first")],
            Candidates = [new("temperature", "0.6", 0.05), new("temperature", "0.9", 0.05)],
            TrialShare = 0.1,
        },
        Candidate: 1,
        StartedAt: Start,
        Token: 42,
        KeyEpoch: 7,
        ContextSigningKey: SigningKey,
        Parameters: Space,
        Options: new ModuleOptions());

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
