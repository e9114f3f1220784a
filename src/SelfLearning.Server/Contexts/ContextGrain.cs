using Orleans.Concurrency;
using Orleans.Placement;

namespace SelfLearning.Server;

/// <inheritdoc cref="IContextGrain"/>
/// <remarks>
/// A thin shell: verify, call the core, persist, log. Reentrant, so that feedback does not wait for a running module and many changes
/// share one write; every change is made in one turn and awaits its write last. This file holds loading and timers; <c>ContextGrain.Ending.cs</c> how it ends;
/// <c>ContextGrain.Operations.cs</c> runs modules; <c>ContextGrain.Hosts.cs</c> serves hosts that run theirs; <c>ContextGrain.Admission.cs</c> says
/// how many run at a time; <c>ContextGrain.Feedback.cs</c> takes feedback; <c>ContextGrain.Flushing.cs</c> writes metrics; <c>ContextGrain.Cycles.cs</c> runs learning cycles;
/// <c>ContextGrain.People.cs</c> is what people ask and decide; <c>ContextGrain.Pooling.cs</c> is what contexts tell each other.
/// </remarks>
// Random, so that a silo that joins gets its even share of the contexts activated from then on: by resources, idle silos share 269 to 31.
[GrainType("selflearning.context"), Reentrant, RandomPlacement]
internal sealed partial class ContextGrain : IGrainBase, IContextGrain, ILearningOwner
{
    private static readonly TimeSpan LongestRecoveryPause = TimeSpan.FromSeconds(10);

    // About 6 KB of the learning record.
    private const int MostMovements = 64;

    private readonly ContextIdentity _identity;
    private readonly ModuleDefinitions _definitions;
    private readonly ModuleRegistry _modules;
    private readonly ModulePools _pools;
    private readonly SiloLoad _load;
    private readonly Deadlines _deadlines;
    private readonly SigningKeyRing _keys;
    private readonly ICatalogGrain _catalog;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ServerMetrics _instruments;
    private readonly EvaluationEvents _evaluations;
    private readonly ILogger<ContextGrain> _logger;
    private readonly IAdaptationStrategy _strategy;
    private readonly RecordStorage _storage;
    private MetricsState _metrics;
    private LearningState? _learning;
    private Task? _loading;
    private IGrainTimer? _cycleTimer;
    private TimeSpan _cycleInterval;

    private IGrainTimer? _recoveryTimer;
    private TimeSpan _recoveryPause = TimeSpan.FromSeconds(1);

    public ContextGrain(
        IGrainContextAccessor contexts,
        IServiceProvider services,
        CatalogShards shards,
        ModuleDefinitions definitions,
        ModuleRegistry modules,
        ModulePools pools,
        SiloLoad load,
        Deadlines deadlines,
        SigningKeyRing keys,
        RecordStorage storage,
        IAdaptationStrategy strategy,
        TimeProvider time,
        ServerMetrics instruments,
        EvaluationEvents evaluations,
        ILogger<ContextGrain> logger)
    {
        // A context that is injected makes its activation keep a list of what was resolved for it.
        GrainContext = contexts.GrainContext;
        _identity = ContextIdentity.Of(GrainContext.GrainId);
        (_definitions, _modules, _pools, _load, _deadlines, _keys, _storage, _strategy, _time, _instruments, _evaluations, _logger) =
            (definitions, modules, pools, load, deadlines, keys, storage, strategy, time, instruments, evaluations, logger);
        _random = services.GetRequiredKeyedService<Random>(GrainNames.Storage);
        _catalog = shards.Of(_identity);
        _metrics = NewMetrics();
    }

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    // Dropped since the call was made ready: who called tries again.
    private LearningState Learning => _learning ?? throw _identity.StorageUnavailable(null);

    private ModuleOptions Options => _definitions.Find(_identity.Module)!.Options;

    // Records are read by the first call rather than by the activation, so that a caller gets a typed error and a later call tries again.
    private ValueTask<ModuleDefinition> ReadyAsync()
    {
        if (_learning is not null && _definitions.Find(_identity.Module) is { } known)
        {
            Use(known);
            return ValueTask.FromResult(known);
        }

        return new ValueTask<ModuleDefinition>(LoadAsync());
    }

    private async Task<ModuleDefinition> LoadAsync()
    {
        if (_learning is null)
        {
            // Everybody who waits shares one load; the next call after a failed one begins another.
            var loading = _loading ??= LoadOnceAsync();
            try
            {
                await loading;
            }
            catch (ModuleNotFoundException)
            {
                GoIfUnused();
                throw;
            }
            finally
            {
                if (ReferenceEquals(_loading, loading)) _loading = null;
            }
        }

        var definition = await _definitions.GetAsync(_identity.Module);
        Use(definition);
        return definition;
    }

    private async Task LoadOnceAsync()
    {
        await _dropping;
        var definition = await _definitions.GetAsync(_identity.Module);
        var learning = new LearningState(
            _identity, definition, _definitions, _strategy, _storage, GrainContext.GrainId, _time, _instruments, _logger, this);
        try
        {
            await Task.WhenAll(learning.LoadAsync(), _metrics.LoadAsync());
        }
        catch (Exception exception) when (exception is not SelfLearningException)
        {
            ServerLog.LoadFailed(_logger, _identity.Module, _identity.Key.Text, exception);
            throw _identity.StorageUnavailable(exception);
        }

        (_learning, _announced) = (learning, learning.CommittedAdaptation);
        TakeInMovements();
        TellOthers();
        TellLater();
        ScheduleCycle();
        ScheduleFlush();
    }

    private MetricsState NewMetrics() => new(_identity, _storage, GrainContext.GrainId, _catalog, _keys.Keys, _time);

    private void Use(ModuleDefinition definition)
    {
        var before = Learning.Definition;
        Learning.Use(definition);
        _metrics.Use(definition.Options.MetricsCollectionLevel);
        // A timer that was set for an hour would keep a shorter interval waiting.
        if (definition.Options.MetricsFlushInterval < before.Options.MetricsFlushInterval) _flushTimer?.Change(NextFlush(), Timeout.InfiniteTimeSpan);
        if (_cycleTimer is not null && _cycleInterval != definition.Options.LearningInterval) ScheduleCycle();
    }

    void ILearningOwner.OnCommitted()
    {
        AnnounceNew();
        TakeInMovements();
        TellOthers();
    }

    private void TakeInMovements()
    {
        if (_learning is not { IsDegraded: false } learning) return;
        _metrics.TakeIn(learning.Model.Movements, learning.CommittedCycle);
        if (_metrics.IsDirty) ScheduleFlush();
        // Feedback for decisions of many different minutes: the learning record shall not grow until the next interval.
        if (learning.Model.Movements.Count > MostMovements) _flushTimer?.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    // A timer exists only while there is something to learn, to flush or to recover from.
    private void ScheduleCycle()
    {
        if (_learning is not { IsDegraded: false } learning || learning.Model.Ledger.Queue.Count == 0)
        {
            _cycleTimer?.Dispose();
            _cycleTimer = null;
        }
        else if (_cycleTimer is null || _cycleInterval != Options.LearningInterval)
        {
            _cycleTimer?.Dispose();
            _cycleInterval = Options.LearningInterval;
            _cycleTimer = this.RegisterGrainTimer(OnIntervalAsync, new GrainTimerCreationOptions(_cycleInterval, _cycleInterval));
        }
    }

    void ILearningOwner.OnDegraded()
    {
        if (_isEnding || _recoveryTimer is not null) return;
        _instruments.ContextDegraded(_identity.Module, 1);
        ScheduleCycle();
        _recoveryTimer = this.RegisterGrainTimer(OnRecoverAsync, new GrainTimerCreationOptions(_recoveryPause, Timeout.InfiniteTimeSpan));
    }

    private void EndRecovery()
    {
        if (_recoveryTimer is null) return;
        _recoveryTimer.Dispose();
        (_recoveryTimer, _recoveryPause) = (null, TimeSpan.FromSeconds(1));
        _instruments.ContextDegraded(_identity.Module, -1);
    }

    private async Task OnRecoverAsync(CancellationToken cancellationToken)
    {
        if (_learning is not { } learning) return;
        try
        {
            await learning.LoadAsync();
        }
        catch (Exception exception)
        {
            // Nobody waits for what was dropped meanwhile.
            if (!ReferenceEquals(learning, _learning)) return;
            ServerLog.RecoveryFailed(_logger, _identity.Module, _identity.Key.Text, exception);
            _recoveryPause = _recoveryPause * 2 < LongestRecoveryPause ? _recoveryPause * 2 : LongestRecoveryPause;
            _recoveryTimer?.Change(_recoveryPause, Timeout.InfiniteTimeSpan);
            return;
        }

        EndRecovery();
        ServerLog.Recovered(_logger, _identity.Module, _identity.Key.Text);
        TakeInMovements();
        ScheduleCycle();
    }
}
