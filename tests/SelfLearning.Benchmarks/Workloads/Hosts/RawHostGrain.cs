using Orleans.Concurrency;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>
/// What a context does for hosts where every decision and every outcome is a call: chooses, verifies, and counts once, in the same
/// windows by the same code.
/// </summary>
[Reentrant]
internal sealed class RawHostGrain : IGrainBase, IRawHostGrain, IDisposable
{
    private static readonly Policy Policy = Policy.Resolve(
        new PolicySnapshot
        {
            Version = 1,
            PublishedAt = DateTimeOffset.UnixEpoch,
            Values = [new("temperature", "0.7"), new("structure", "verse-first")],
            Candidates = [new("temperature", "0.6", 0.05), new("structure", "hook-first", 0.05)],
            TrialShare = 0.1,
        },
        ModuleConfigSchema<HostedConfig>.Bind(HostedModule.Name, null).Parameters);

    private static readonly ModuleOptions Options = new();

    private readonly Random _random = new(3);
    private readonly DecisionSignatures _signatures = new();
    private readonly RecentTokens _tokens = new();
    private readonly PendingMinute _pending = new(new MetricsWindow(), new MetricsWindow());
    private readonly RecentEntries _entries = new(MetricsCollectionLevel.Standard);

    public RawHostGrain(IGrainContext context) => GrainContext = context;

    public IGrainContext GrainContext { get; }

    public Task<RawDecision> DecideAsync() => Task.FromResult(new RawDecision(
        Policy.Snapshot,
        Policy.Choose(_random.NextDouble(), _random.NextDouble()),
        TimeProvider.System.GetUtcNow(),
        _random.NextInt64(long.MinValue, long.MaxValue),
        0,
        DecisionSignatures.Key,
        Policy.Space,
        Options));

    public Task<long> RecordAsync(RawOutcome outcome)
    {
        var decision = DecisionOf(outcome);
        if (!_signatures.IsSigned(decision, outcome.Signature)) throw new InvalidOperationException("An outcome was not signed.");
        if (!_tokens.TryTake(decision.Token)) throw new InvalidOperationException("An outcome was recorded twice.");
        return RecordAsync(outcome, decision);
    }

    public Task<long> RecordUnverifiedAsync(RawOutcome outcome) => RecordAsync(outcome, DecisionOf(outcome));

    public void Dispose() => _signatures.Dispose();

    private static Decision DecisionOf(RawOutcome outcome) => new(
        outcome.DecidedAt.ToUnixTimeMilliseconds(), outcome.Token, outcome.PolicyVersion, outcome.Candidate, outcome.Overridden, outcome.KeyEpoch);

    private Task<long> RecordAsync(RawOutcome outcome, in Decision decision)
    {
        _pending.Record(TimeProvider.System.GetUtcNow(), outcome.Operation, outcome.Status, outcome.DurationMs);
        _entries.Add(new EndedOperation
        {
            Decision = decision,
            Operation = outcome.Operation,
            Status = outcome.Status,
            DurationMs = outcome.DurationMs,
            Quality = outcome.Quality,
            Error = outcome.Error,
        });
        return Task.FromResult(Policy.Version);
    }
}
