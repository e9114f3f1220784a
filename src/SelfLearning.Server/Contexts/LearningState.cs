namespace SelfLearning.Server;

/// <summary>
/// The learning record of one context: the model in memory, its writes, and what happens when a write fails. After an ETag conflict
/// the activation ends: another one owns the context. After any other error it is degraded: it serves the last policy that is on
/// storage, accepts no change, and everything that was not committed is gone, until a read succeeds.
/// </summary>
internal sealed class LearningState
{
    private readonly ContextIdentity _identity;
    private readonly IAdaptationStrategy _strategy;
    private readonly StoredRecord<LearningRecord> _stored;
    private readonly SegmentStore _segments;
    private readonly GroupCommit _commit;
    private readonly TimeProvider _time;
    private readonly Action _deactivate;
    private readonly ServerMetrics _metrics;
    private readonly ILogger _logger;
    private ContextModel? _model;
    private ModuleDefinition _definition;
    private SpillBatch? _spill;
    private Exception? _failure;
    private bool _isDirty;
    private IReadOnlyList<HourEntry> _closedHours = [];

    // Counts what has moved between the record and the segments: what was read of segments before is out of date.
    private int _moves;

    public LearningState(
        ContextIdentity identity,
        ModuleDefinition definition,
        IAdaptationStrategy strategy,
        RecordStorage storage,
        GrainId owner,
        TimeProvider time,
        Action deactivate,
        ServerMetrics metrics,
        ILogger logger)
    {
        (_identity, _definition, _strategy, _time, _deactivate, _metrics, _logger) = (identity, definition, strategy, time, deactivate, metrics, logger);
        _stored = storage.Record<LearningRecord>("learning", owner);
        _segments = new SegmentStore(storage, owner);
        _commit = new GroupCommit(WriteAsync, SpillAsync);
    }

    /// <summary>Called when the state has become degraded.</summary>
    public Action? Degraded { get; set; }

    /// <summary>Called after every write, in the turn that answers its callers.</summary>
    public Action? Committed { get; set; }

    /// <summary>The policy that calls are served with: on storage, unless nothing was ever served.</summary>
    public Policy? Published { get; private set; }

    /// <summary>The number of the last learning cycle that is on storage.</summary>
    public long CommittedCycle { get; private set; }

    /// <summary>The number of the last adaptation that is on storage.</summary>
    public long CommittedAdaptation { get; private set; }

    /// <summary>The number of the last report for the pool that is on storage.</summary>
    public long CommittedPoolReport { get; private set; }

    /// <summary>Whether storage failed and nothing may be changed.</summary>
    public bool IsDegraded => _model is null;

    /// <summary>The model.</summary>
    /// <exception cref="AdaptationException">The state is degraded; retryable.</exception>
    public ContextModel Model => _model ?? throw _identity.StorageUnavailable(_failure);

    /// <summary>Reads the record; the first time, and again while degraded.</summary>
    public async Task LoadAsync()
    {
        _segments.Forget();
        _moves++;
        var record = await _stored.ReadAsync();
        var model = new ContextModel(_identity.Key.Text, _definition, _strategy, record, _time.GetUtcNow());
        (CommittedCycle, CommittedAdaptation, CommittedPoolReport) = (model.Cycle, record?.LastAdaptation ?? 0, record?.PoolOutbox?.Number ?? 0);
        _isDirty = false;
        // What lies on storage under the same definition is what was last published.
        if (record is not null && record.Policies[^1].Version == model.Policies.Current.Version) Published = model.Policy;
        (_model, _failure) = (model, null);
    }

    /// <summary>Goes on with another definition, if it is another one.</summary>
    public void Use(ModuleDefinition definition)
    {
        if (ReferenceEquals(definition, _definition)) return;
        _definition = definition;
        if (_model is null || !_model.ChangeDefinition(definition, _time.GetUtcNow())) return;
        _ = CommitAsync();
    }

    /// <summary>The policy to serve; a context that was never served writes its first policy before it decides anything with it.</summary>
    public async ValueTask<Policy> GetPolicyAsync()
    {
        if (Published is null) await CommitAsync();
        return Published!;
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
        while (!_commit.IsIdle) await _commit.IdleAsync();
    }

    /// <summary>
    /// Reads the segments that feedbacks need and uses them in the turn in which none is missing and none has changed since.
    /// </summary>
    /// <exception cref="AdaptationException">Storage failed; retryable.</exception>
    public async Task WithSegmentsAsync(IReadOnlyList<ResultId> ids, Action<IReadOnlyList<Segment>> use)
    {
        var (read, moves) = (new Dictionary<long, IReadOnlyList<Segment>>(), _moves);
        // The model goes on while a segment is read, so what is needed is asked again.
        while (FirstMissing(ids, read) is { } hour)
        {
            var segments = await ReadHourAsync(hour);
            if (moves != _moves)
            {
                // A slot may have left the record for a segment that was read before it arrived there.
                read.Clear();
                moves = _moves;
            }
            else
            {
                read[hour] = segments;
            }
        }

        use([.. read.Values.SelectMany(segments => segments)]);
    }

    /// <summary>Reads the policy versions that queued decisions need and the record does not hold, and uses the model in the turn in which none is missing.</summary>
    /// <exception cref="AdaptationException">Storage failed; retryable.</exception>
    public async Task WithQueuedPoliciesAsync(Action<ContextModel> use)
    {
        var tried = new HashSet<long>();
        while (Model.PolicyHourNeeded(tried) is { } hour)
        {
            tried.Add(hour);
            var model = Model;
            var segments = await ReadHourAsync(hour);
            if (ReferenceEquals(model, Model)) model.LendPolicies(segments);
            else tried.Clear();
        }

        use(Model);
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

    /// <summary>Deletes everything of the context, after <see cref="CloseAsync"/>.</summary>
    public async Task ClearAsync()
    {
        foreach (var hour in _closedHours) await _segments.ClearHourAsync(hour.Hour, hour.Parts);
        await _stored.ClearAsync();
    }

    private async Task<IReadOnlyList<Segment>> ReadHourAsync(long hour)
    {
        try
        {
            return await _segments.ReadHourAsync(hour, PartsOf(Model, hour));
        }
        catch (Exception exception) when (exception is not SelfLearningException)
        {
            throw _identity.StorageUnavailable(exception);
        }
    }

    private long? FirstMissing(IReadOnlyList<ResultId> ids, Dictionary<long, IReadOnlyList<Segment>> read)
    {
        foreach (var id in ids)
        {
            foreach (var hour in Model.Ledger.HoursNeeded(id, Model.Policies))
                if (!read.ContainsKey(hour)) return hour;
        }

        return null;
    }

    private static int PartsOf(ContextModel model, long hour) => model.Ledger.Hours.TryGet(hour, out var entry) ? entry.Parts : 0;

    private async Task WriteAsync()
    {
        // What has failed before was said then.
        if (_model is not { } model) throw _identity.StorageUnavailable(_failure);
        try
        {
            var (record, policy, cycle) = (model.Save(), model.Policy, model.Cycle);
            // Planned in the turn that makes the record: a segment gets only what this write holds.
            var spill = model.PlanSpill(_time.GetUtcNow());
            _isDirty = false;
            await _stored.WriteAsync(record);
            (Published, CommittedCycle, _spill) = (policy, cycle, spill);
            (CommittedAdaptation, CommittedPoolReport) = (record.LastAdaptation, record.PoolOutbox?.Number ?? 0);
            Committed?.Invoke();
        }
        catch (Exception exception)
        {
            throw Fail(exception);
        }
    }

    // Moves older slots and policy versions to segments. They leave the record with its next write, whenever that is; until then they
    // are in both, which is harmless.
    private async Task SpillAsync()
    {
        if (_spill is not { } spill || _model is not { } model) return;
        _spill = null;
        try
        {
            foreach (var hour in spill.Hours)
            {
                var (parts, slots) = await _segments.MergeAsync(hour.Hour, hour.Slots, hour.Policies);
                model.Spilled(hour, parts, slots);
                _moves++;
            }

            foreach (var hour in spill.Expired)
            {
                await _segments.ClearHourAsync(hour, PartsOf(model, hour));
                model.Ledger.Hours.Remove(hour);
                _moves++;
            }

            foreach (var hour in spill.GivenUp)
                if (!await TryGiveUpAsync(model, hour)) return;
            _isDirty = true;
        }
        catch (InconsistentStateException exception)
        {
            Fail(exception);
        }
        catch (Exception exception)
        {
            ServerLog.SpillFailed(_logger, _identity.Module, _identity.Key.Text, exception);
        }
    }

    // The window begins later from now on. That is on storage before the slots are deleted: a decision whose slot is gone must be late.
    private async Task<bool> TryGiveUpAsync(ContextModel model, long hour)
    {
        model.Ledger.Hours.KeepFrom(hour + 1);
        ServerLog.WindowShrunk(_logger, _identity.Module, _identity.Key.Text, DateTimeOffset.FromUnixTimeSeconds((hour + 1) * 3_600));
        try
        {
            await _stored.WriteAsync(model.Save());
        }
        catch (Exception exception)
        {
            Fail(exception);
            return false;
        }

        var (parts, policies) = await _segments.KeepPoliciesAsync(hour, PartsOf(model, hour));
        if (policies.IsEmpty) model.Ledger.Hours.Remove(hour);
        else model.Ledger.Hours.Add(hour, parts, 0, policies.Select(policy => policy.Version));
        _moves++;
        return true;
    }

    private AdaptationException Fail(Exception exception)
    {
        (_model, _failure, _spill) = (null, exception, null);
        if (exception is InconsistentStateException)
        {
            _metrics.Conflict(_identity.Module);
            ServerLog.Conflict(_logger, _identity.Module, _identity.Key.Text, exception);
            _deactivate();
        }
        else
        {
            ServerLog.Degraded(_logger, _identity.Module, _identity.Key.Text, exception);
            Degraded?.Invoke();
        }

        return _identity.StorageUnavailable(exception);
    }
}
