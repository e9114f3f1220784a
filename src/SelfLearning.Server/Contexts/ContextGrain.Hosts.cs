using System.Collections.Immutable;

namespace SelfLearning.Server;

/// <content>Modules that hosts run: what a host decides with, and the outcomes it sends.</content>
internal sealed partial class ContextGrain
{
    private KnownHostPolicy? _hostPolicy;

    /// <inheritdoc/>
    public async Task<HostPolicyReply> GetHostPolicyAsync(long known)
    {
        var definition = await ReadyAsync();
        var policy = await GetPolicyAsync(definition);
        var version = VersionOf(policy, definition);
        return new HostPolicyReply(
            _time.GetUtcNow(),
            version == known
                ? null
                : new HostPolicy(version, policy.Snapshot, policy.Space, definition.Options, _keys.Keys.CurrentEpoch, SigningKey()));
    }

    /// <inheritdoc/>
    public async Task<OutcomeReply> RecordOutcomesAsync(byte[] batch)
    {
        var definition = await ReadyAsync();
        var received = Open(batch);
        // A host that sends all the time never asks.
        await Learning.FollowClockAsync();
        // Where storage has failed before there ever was a policy, the host asks for it.
        var version = Learning.Published is { } policy ? VersionOf(policy, definition) : HostPolicyVersion.None;
        if (_metrics.TryTake(received.Outbox, received.Number)) await RecordAsync(received);
        return new OutcomeReply(_time.GetUtcNow(), version);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<CompletionReceipt>> CompleteAsync(ImmutableArray<OperationOutcome> outcomes)
    {
        // All of them before any is taken: a bad one changes nothing.
        var ids = new ResultId?[outcomes.Length];
        for (var i = 0; i < ids.Length; i++) ids[i] = Verify(outcomes[i].Require().ResultId);
        var receipts = new CompletionReceipt[ids.Length];
        Array.Fill(receipts, CompletionReceipt.Unknown);
        // An id that nobody has signed loads nothing.
        if (Array.TrueForAll(ids, id => id is null))
        {
            GoIfUnused();
            return [.. receipts];
        }

        await ReadyAsync();
        await RecordAsync(outcomes, ids, receipts);
        return [.. receipts];
    }

    private ReceivedOutcomes Open(byte[] batch)
    {
        try
        {
            return KeyOf(ReceivedOutcomes.EpochOf(batch)) is { } key
                ? ReceivedOutcomes.Open(batch, key)
                : throw new MetricsException("The batch of outcomes is refused: no key of its epoch is known. None of its outcomes is counted.");
        }
        catch (MetricsException exception)
        {
            throw new MetricsException($"Module '{_identity.Module}', context '{_identity.Key}': {exception.Message}")
            {
                Module = _identity.Module,
                Context = _identity.Key.Text,
            };
        }
    }

    // All of it in the turn in which the batch is noted, but for qualities that need segments.
    private Task RecordAsync(ReceivedOutcomes outcomes)
    {
        List<(ResultId, double)>? judgements = null;
        var (now, isDetailed) = (_time.GetUtcNow(), IsDetailed);
        // Those before the last few would only be pushed out of the entries again.
        var (place, firstListed) = (0, outcomes.Count - _metrics.EntriesLimit);
        foreach (ref readonly var outcome in outcomes)
        {
            var decision = outcome.Decision.GetValueOrDefault();
            var isListed = place++ >= firstListed;
            Record(outcome, decision, OutcomeRules.EndOf(outcome.DurationMs, decision, now), isListed, isDetailed);
            if (outcome.Quality is { } quality) (judgements ??= []).Add((decision.In(_identity.Module, _identity.Key), quality));
        }

        ScheduleFlush();
        return judgements is null ? Task.CompletedTask : JudgeAsync(judgements);
    }

    // All of them in one turn, but for qualities that need segments.
    private Task RecordAsync(ImmutableArray<OperationOutcome> outcomes, ResultId?[] ids, CompletionReceipt[] receipts)
    {
        List<(ResultId, double)>? judgements = null;
        var (now, isDetailed) = (_time.GetUtcNow(), IsDetailed);
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] is not { } id) continue;
            var decision = Decision.Of(id);
            var endedAt = OutcomeRules.EndOf(outcomes[i].DurationMs, decision, now);
            receipts[i] = _metrics.TryComplete(decision, OutcomeRules.ClaimedEndOf(outcomes[i].DurationMs, decision));
            if (receipts[i] != CompletionReceipt.Recorded) continue;
            Record(OutcomeRules.Counted(outcomes[i], decision), decision, endedAt, isListed: true, isDetailed);
            if (outcomes[i].Quality is { } quality) (judgements ??= []).Add((id, quality));
        }

        if (_metrics.IsDirty) ScheduleFlush();
        return judgements is null ? Task.CompletedTask : JudgeAsync(judgements);
    }

    private bool IsDetailed => Options.MetricsCollectionLevel == MetricsCollectionLevel.Comprehensive;

    private void Record(in EndedOperation outcome, in Decision decision, DateTimeOffset endedAt, bool isListed, bool isDetailed)
    {
        _metrics.Record(
            isDetailed ? outcome with { Details = DetailsOf(outcome.Details ?? ImmutableDictionary<string, string>.Empty, ValuesOf(decision)) } : outcome, endedAt, isListed);
        _instruments.Processed(_identity.Module, outcome.Status, outcome.DurationMs);
        if (_logger.IsEnabled(LogLevel.Debug)) ServerLog.Recorded(_logger, _identity.Module, _identity.Key.Text, outcome.Operation, outcome.Status, outcome.DurationMs);
    }

    // What was decided for an operation of a host, without the values the host replaced by its own.
    private IEnumerable<ParameterValue> ValuesOf(Decision decision) =>
        Learning.IsDegraded || Learning.Model.Policies.Find(decision.PolicyVersion) is not { } policy
            ? []
            : policy.Decide(decision.Candidate).Where((_, place) => (decision.Overridden & (1u << place)) == 0);

    private long VersionOf(Policy policy, ModuleDefinition definition)
    {
        if (_hostPolicy is { } known && ReferenceEquals(known.Policy, policy) && ReferenceEquals(known.Definition, definition)) return known.Version;
        var version = HostPolicyVersion.Of(policy.Snapshot, definition, _keys.Keys.CurrentEpoch, SigningKey());
        _hostPolicy = new KnownHostPolicy(policy, definition, version);
        return version;
    }

    private sealed record KnownHostPolicy(Policy Policy, ModuleDefinition Definition, long Version);
}
