using Orleans.Concurrency;
using Orleans.Placement;

namespace SelfLearning.Server;

/// <inheritdoc cref="IContextGrain"/>
/// <remarks>
/// A thin shell: verify, call the core, persist, log. Reentrant, so that feedback does not wait for a running module and many changes
/// share one write; every change is made in one turn and awaits its write last. This file holds activation and timers;
/// <c>ContextGrain.Operations.cs</c> runs modules; <c>ContextGrain.Feedback.cs</c> takes feedback and runs learning cycles;
/// <c>ContextGrain.People.cs</c> is what people ask and decide; <c>ContextGrain.Pooling.cs</c> is what contexts tell each other.
/// </remarks>
// Random, so that a silo that joins gets its even share of the contexts activated from then on: by resources, idle silos share 269 to 31.
[GrainType("selflearning.context"), Reentrant, RandomPlacement]
internal sealed partial class ContextGrain : IGrainBase, IContextGrain
{
    private static readonly TimeSpan FirstFlush = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRecoveryPause = TimeSpan.FromSeconds(10);

    // About 6 KB of the learning record.
    private const int MostMovements = 64;

    private readonly ContextIdentity _identity;
    private readonly ModuleDefinitions _definitions;
    private readonly ModuleRegistry _modules;
    private readonly ModulePools _pools;
    private readonly SigningKeyRing _keys;
    private readonly ICatalogGrain _catalog;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ServerMetrics _instruments;
    private readonly ILogger<ContextGrain> _logger;
    private readonly IAdaptationStrategy _strategy;
    private readonly RecordStorage _storage;
    private readonly RunningOperations _operations;
    private MetricsState _metrics;
    private LearningState? _learning;
    private Task? _loading;
    private IGrainTimer? _cycleTimer;
    private TimeSpan _cycleInterval;
    private IGrainTimer? _flushTimer;
    private IGrainTimer? _recoveryTimer;
    private TimeSpan _recoveryPause = TimeSpan.FromSeconds(1);

    public ContextGrain(
        IGrainContext context,
        IServiceProvider services,
        IGrainFactory grains,
        ModuleDefinitions definitions,
        ModuleRegistry modules,
        ModulePools pools,
        SigningKeyRing keys,
        RecordStorage storage,
        IAdaptationStrategy strategy,
        TimeProvider time,
        ServerMetrics instruments,
        ILogger<ContextGrain> logger)
    {
        GrainContext = context;
        _identity = ContextIdentity.Of(context.GrainId);
        (_definitions, _modules, _pools, _keys, _storage, _strategy, _time, _instruments, _logger) =
            (definitions, modules, pools, keys, storage, strategy, time, instruments, logger);
        _random = services.GetRequiredKeyedService<Random>(GrainNames.Storage);
        _catalog = grains.GetGrain<ICatalogGrain>(GrainNames.CatalogGrain(_identity.Module, GrainNames.ShardOf(_identity.Key)));
        _metrics = NewMetrics();
        _operations = new RunningOperations(time);
    }

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    private LearningState Learning => _learning!;

    private ModuleOptions Options => _definitions.Find(_identity.Module)!.Options;

    /// <summary>What can still be done when the activation ends; nothing that was acknowledged depends on it.</summary>
    public async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isEnding = true;
        if (_recoveryTimer is not null) _instruments.ContextDegraded(_identity.Module, -1);
        if (_learning is null || _learning.IsDegraded) return;
        // A silo that shuts down reaches no other grain; what is to be told is kept with the records and sent by the next activation.
        var report = reason.ReasonCode != DeactivationReasonCode.ShuttingDown;
        _isAlone = !report;
        try
        {
            if (_learning.Model.Ledger.Queue.Count > 0) await LearnAsync(int.MaxValue).WaitAsync(cancellationToken);
            await _learning.SettledAsync().WaitAsync(cancellationToken);
            if (_metrics.IsDirty) await FlushAsync(report).WaitAsync(cancellationToken);
            if (_telling is { } telling) await telling.WaitAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            ServerLog.LastFlushFailed(_logger, _identity.Module, _identity.Key.Text, exception);
        }
    }

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
        var definition = await _definitions.GetAsync(_identity.Module);
        var learning = new LearningState(
            _identity, definition, _strategy, _storage, GrainContext.GrainId, _time, this.DeactivateOnIdle, _instruments, _logger)
        {
            Degraded = Recover,
            Committed = OnCommitted,
        };
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
        if (_metrics.IsDirty) ScheduleFlush();
    }

    private MetricsState NewMetrics() => new(_identity, _storage, GrainContext.GrainId, _catalog, _time);

    private void Use(ModuleDefinition definition)
    {
        Learning.Use(definition);
        _metrics.Use(definition.Options.MetricsCollectionLevel);
        if (_cycleTimer is not null && _cycleInterval != definition.Options.LearningInterval) ScheduleCycle();
    }

    private void OnCommitted()
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
        if (Learning.IsDegraded || Learning.Model.Ledger.Queue.Count == 0)
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

    private void ScheduleFlush()
    {
        if (_flushTimer is not null) return;
        // Jittered, so that contexts that were active together do not write together for ever.
        var interval = _metrics.IsNew && Options.MetricsFlushInterval > FirstFlush
            ? FirstFlush
            : Options.MetricsFlushInterval * (0.8 + (0.2 * _random.NextDouble()));
        _flushTimer = this.RegisterGrainTimer(OnFlushAsync, new GrainTimerCreationOptions(interval, Timeout.InfiniteTimeSpan));
    }

    private async Task OnFlushAsync(CancellationToken cancellationToken)
    {
        _flushTimer?.Dispose();
        _flushTimer = null;
        try
        {
            await FlushAsync();
        }
        catch (Exception exception)
        {
            ServerLog.FlushFailed(_logger, _identity.Module, _identity.Key.Text, exception);
        }

        if (_metrics.IsDirty) ScheduleFlush();
    }

    private async Task FlushAsync(bool report = true)
    {
        if (Learning.IsDegraded) return;
        try
        {
            await _metrics.FlushAsync(Describe, TakeClearedMark, report);
        }
        catch (InconsistentStateException)
        {
            _instruments.Conflict(_identity.Module);
            this.DeactivateOnIdle();
            throw;
        }
        finally
        {
            // What is in the metrics record need not be kept in the learning record, even where the catalog could not be told.
            if (_learning is { IsDegraded: false } learning && learning.Model.SettleMovements(_metrics.SettledCycle) > 0) learning.MarkDirty();
            TellOthers();
        }
    }

    private ContextInfo Describe()
    {
        var model = Learning.Model;
        return _metrics.Describe(model.LearnedCount, model.Adaptations.AppliedCount, model.Ledger.Queue.Count > 0);
    }

    private void Recover()
    {
        _instruments.ContextDegraded(_identity.Module, 1);
        ScheduleCycle();
        _recoveryTimer ??= this.RegisterGrainTimer(OnRecoverAsync, new GrainTimerCreationOptions(_recoveryPause, Timeout.InfiniteTimeSpan));
    }

    private async Task OnRecoverAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Learning.LoadAsync();
        }
        catch (Exception exception)
        {
            ServerLog.RecoveryFailed(_logger, _identity.Module, _identity.Key.Text, exception);
            _recoveryPause = _recoveryPause * 2 < LongestRecoveryPause ? _recoveryPause * 2 : LongestRecoveryPause;
            _recoveryTimer!.Change(_recoveryPause, Timeout.InfiniteTimeSpan);
            return;
        }

        _recoveryTimer?.Dispose();
        (_recoveryTimer, _recoveryPause) = (null, TimeSpan.FromSeconds(1));
        _instruments.ContextDegraded(_identity.Module, -1);
        ServerLog.Recovered(_logger, _identity.Module, _identity.Key.Text);
        TakeInMovements();
        ScheduleCycle();
    }
}
