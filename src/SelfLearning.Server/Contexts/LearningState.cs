namespace SelfLearning.Server;

/// <summary>
/// The learning record of one context: the model in memory, its writes, and what happens when a write fails. After an ETag conflict
/// it is lost for this activation: another one owns the context. After any other error it is degraded: it serves the last policy that is on
/// storage, accepts no change, and everything that was not committed is gone, until a read succeeds.
/// </summary>
/// <remarks>This file holds the record; <c>LearningState.Segments.cs</c> what is read of older feedback; <c>LearningState.Spill.cs</c> what moves there.</remarks>
internal sealed partial class LearningState
{
    private readonly ContextIdentity _identity;
    private readonly ModuleDefinitions _definitions;
    private readonly IAdaptationStrategy _strategy;
    private readonly StoredRecord<LearningRecord> _stored;
    private readonly GroupCommit _commit;
    private readonly TimeProvider _time;
    private readonly ServerMetrics _metrics;
    private readonly ILogger _logger;
    private readonly ILearningOwner? _owner;
    private SegmentStore? _segments;
    private ContextModel? _model;
    private ModuleDefinition _definition;
    private Exception? _failure;
    private bool _isDirty;
    private bool _isAbandoned;
    private Task _redefining = Task.CompletedTask;
    private IReadOnlyList<HourEntry> _closedHours = [];

    public LearningState(
        ContextIdentity identity,
        ModuleDefinition definition,
        ModuleDefinitions definitions,
        IAdaptationStrategy strategy,
        RecordStorage storage,
        GrainId grain,
        TimeProvider time,
        ServerMetrics metrics,
        ILogger logger,
        ILearningOwner? owner = null)
    {
        (_identity, _definition, _definitions, _strategy, _time, _metrics, _logger, _owner) =
            (identity, definition, definitions, strategy, time, metrics, logger, owner);
        _stored = storage.Record<LearningRecord>("learning", grain);
        _commit = new GroupCommit(identity.Module, WriteAsync, AfterWriteAsync);
    }

    /// <summary>The definition it goes by.</summary>
    public ModuleDefinition Definition => _definition;

    /// <summary>The policy that calls are served with: on storage, unless nothing was ever served.</summary>
    public Policy? Published { get; private set; }

    /// <summary>The number of the last learning cycle that is on storage.</summary>
    public long CommittedCycle { get; private set; }

    /// <summary>The number of the last adaptation that is on storage.</summary>
    public long CommittedAdaptation { get; private set; }

    /// <summary>The number of the last report for the pool that is on storage.</summary>
    public long CommittedPoolReport { get; private set; }

    /// <summary>Whether a write is asked for that has not begun.</summary>
    public bool IsWriteWaiting => _commit.IsWaiting;

    /// <summary>Whether the record on storage, or one that is on its way there, has feedback in its queue.</summary>
    public bool HoldsQueue { get; private set; }

    /// <summary>Whether storage failed and nothing may be changed.</summary>
    public bool IsDegraded => _model is null;

    /// <summary>Whether nothing is on storage and nothing is to go there: the context has only been asked.</summary>
    public bool IsBlank => _model is not null && !_stored.Exists && !_isDirty && _commit.IsIdle && _spilling.IsCompleted;

    /// <summary>The model.</summary>
    /// <exception cref="AdaptationException">The state is degraded; retryable.</exception>
    public ContextModel Model => _model ?? throw _identity.StorageUnavailable(_failure);

    // Most contexts never have a segment.
    private SegmentStore Segments => _segments ??= new SegmentStore(_stored);

    /// <summary>Reads the record; the first time, and again while degraded.</summary>
    public async Task LoadAsync()
    {
        await _spilling;
        _segments?.Forget();
        _moves++;
        var record = await _stored.ReadAsync();
        // By an older definition, which this silo may still take for the one in force, the record would lose what the newer one added.
        if (record?.DefinitionRevision > _definition.Revision) _definition = await _definitions.AskAsync(_identity.Module);
        if (_isAbandoned) throw _identity.StorageUnavailable(_failure);
        var model = new ContextModel(_identity.Key.Text, _definition, _strategy, record, _time.GetUtcNow());
        (CommittedCycle, CommittedAdaptation, CommittedPoolReport) = (model.Cycle, record?.LastAdaptation ?? 0, record?.PoolOutbox?.Number ?? 0);
        (_isDirty, HoldsQueue) = (false, model.Ledger.Queue.Count > 0);
        // What lies on storage under the same definition is what was last published.
        if (record is not null && record.Policies[^1].Version == model.Policies.Current.Version) Published = model.Policy;
        (_model, _failure, _redefining) = (model, null, Task.CompletedTask);
    }

    /// <summary>Goes on with another definition, if it is another one.</summary>
    public void Use(ModuleDefinition definition)
    {
        if (ReferenceEquals(definition, _definition)) return;
        _definition = definition;
        if (_model is null || !_model.ChangeDefinition(definition, _time.GetUtcNow())) return;
        _redefining = CommitAsync();
    }

    /// <summary>Ends when what another definition has changed is on storage; at once when nothing is under way.</summary>
    public Task RedefinedAsync() => _redefining;

    /// <summary>The policy to serve; a context that was never served writes its first policy before it decides anything with it.</summary>
    public async ValueTask<Policy> GetPolicyAsync()
    {
        if (Published is null) await CommitAsync();
        else await FollowClockAsync();
        return Published!;
    }

    /// <summary>
    /// Has a policy that a clock which was ahead has published take the time of this one. Ends when it is on storage; at once where there is
    /// nothing to do, as nearly always.
    /// </summary>
    public ValueTask FollowClockAsync()
    {
        var now = _time.GetUtcNow();
        return _model is null || Published is null || ContextModel.CanDecide(Published.Snapshot, now)
            ? ValueTask.CompletedTask
            : new ValueTask(PublishAgainAsync(_model, now));
    }

    private async Task PublishAgainAsync(ContextModel model, DateTimeOffset now)
    {
        if (model.FollowClock(now)) MarkDirty();
        try
        {
            await SettledAsync();
        }
        catch (AdaptationException)
        {
            // Without storage calls go on with the policy that is there.
        }
    }

    /// <summary>Writes what was changed in this turn, together with everything else that is waiting.</summary>
    public Task CommitAsync()
    {
        _isDirty = true;
        return _commit.CommitAsync();
    }

    /// <summary>Says that something was changed that the next write shall hold, without asking for one.</summary>
    public void MarkDirty() => _isDirty = true;

    /// <summary>Ends when all that is known now is on storage.</summary>
    public Task SettledAsync() => _isDirty ? CommitAsync() : _commit.SettledAsync();

    /// <summary>Ends when no write is under way or waits, nor what follows them.</summary>
    public async Task IdleAsync()
    {
        while (!_commit.IsIdle || !_spilling.IsCompleted)
        {
            await _commit.IdleAsync();
            await _spilling;
        }
    }

    /// <summary>
    /// Accepts nothing any more. Should the deletion that follows end half-way, decisions whose slots it may have taken are late, on
    /// storage, before it takes any.
    /// </summary>
    public async Task CloseAsync()
    {
        await IdleAsync();
        var model = Model;
        _model = null;
        _closedHours = [.. model.Ledger.Hours.Hours];
        if (_closedHours.Count == 0) return;
        model.Ledger.Hours.KeepFrom(_closedHours[^1].Hour + 1);
        await _stored.WriteAsync(model.Save());
    }

    /// <summary>Accepts nothing any more, and is never read again.</summary>
    public void Abandon() => (_model, _spill, _isAbandoned) = (null, null, true);

    /// <summary>Deletes everything of the context, after <see cref="CloseAsync"/>.</summary>
    public async Task ClearAsync()
    {
        foreach (var hour in _closedHours) await Segments.ClearHourAsync(hour.Hour, hour.Parts);
        await _stored.ClearAsync();
    }

    private async Task WriteAsync()
    {
        // What has failed before was said then.
        if (_model is not { } model) throw _identity.StorageUnavailable(_failure);
        try
        {
            _owner?.OnWriting(model);
            var (record, policy, cycle) = (model.Save(), model.Policy, model.Cycle);
            // Planned in the turn that makes the record: a segment gets only what this write holds.
            var spill = _spilling.IsCompleted ? model.PlanSpill(_time.GetUtcNow()) : null;
            _isDirty = false;
            var isQueued = model.Ledger.Queue.Count > 0;
            HoldsQueue |= isQueued;
            await _stored.WriteAsync(record);
            HoldsQueue = isQueued;
            // A spill beside this write may have found that another activation owns the context.
            if (_model is null) throw _identity.StorageUnavailable(_failure);
            (Published, CommittedCycle, _spill) = (policy, cycle, spill);
            (CommittedAdaptation, CommittedPoolReport) = (record.LastAdaptation, record.PoolOutbox?.Number ?? 0);
            _owner?.OnCommitted();
        }
        catch (Exception exception)
        {
            throw _model is null ? _identity.StorageUnavailable(_failure) : Fail(exception);
        }
    }

    private AdaptationException Fail(Exception exception)
    {
        (_model, _failure, _spill) = (null, exception, null);
        if (exception is InconsistentStateException)
        {
            _metrics.Conflict(_identity.Module);
            ServerLog.Conflict(_logger, _identity.Module, _identity.Key.Text, exception);
            _owner?.OnLost();
        }
        else
        {
            ServerLog.Degraded(_logger, _identity.Module, _identity.Key.Text, exception);
            _owner?.OnDegraded();
        }

        return _identity.StorageUnavailable(exception);
    }
}
