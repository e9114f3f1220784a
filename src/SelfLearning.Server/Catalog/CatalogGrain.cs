using System.Collections.Immutable;
using System.Globalization;
using Orleans.Concurrency;

namespace SelfLearning.Server;

/// <inheritdoc cref="ICatalogGrain"/>
/// <remarks><c>CatalogGrain.Pooling.cs</c> is what goes to the module's pool.</remarks>
[GrainType("selflearning.catalog"), Reentrant]
internal sealed partial class CatalogGrain : IGrainBase, ICatalogGrain
{
    /// <summary>A context that is marked and has been silent for this long is woken: its activation may have died.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly ILogger<CatalogGrain> _logger;
    private readonly StoredRecord<CatalogRecord> _stored;
    private readonly GroupCommit _commit;
    private readonly string _module;
    private readonly int _shard;
    private readonly SortedDictionary<string, CatalogRow> _rows = new(StringComparer.Ordinal);
    private MetricsWindow _window = new();
    private CatalogRecord _record = new();
    private IGrainTimer? _wake;
    private MetricsException? _failure;

    public CatalogGrain(IGrainContext context, RecordStorage storage, IGrainFactory grains, TimeProvider time, ILogger<CatalogGrain> logger)
    {
        (GrainContext, _grains, _time, _logger) = (context, grains, time, logger);
        (_module, var shard) = GrainNames.Split(context.GrainId.Key.ToString()!);
        _shard = int.Parse(shard, CultureInfo.InvariantCulture);
        _stored = storage.Record<CatalogRecord>("catalog", context.GrainId);
        _commit = new GroupCommit(_module, WriteAsync);
    }

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    /// <inheritdoc/>
    public async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ModuleName.Require(_module);
        _record = await _stored.ReadAsync() ?? new CatalogRecord();
        if (_record.Version > CatalogRecord.CurrentVersion)
        {
            throw new MetricsException(
                $"The catalog of module '{_module}' was written by a newer version (form {_record.Version}, this version reads up to {CatalogRecord.CurrentVersion}): run that one.")
            { Module = _module };
        }

        if (_record.Window.Length > 0) _window = MetricsWindow.Load(_record.Window);
        foreach (var row in _record.Rows) _rows[row.Info.Context] = row;
        WatchQueues();
        ResumeForwarding();
    }

    /// <inheritdoc/>
    public Task ReportAsync(ContextReport report)
    {
        // What is in memory after a failed write may not be on storage.
        if (_failure is not null) throw _failure;
        var context = report.Info.Context;
        var known = _rows.GetValueOrDefault(context);
        // A number that is not higher was taken in before; its write may still be under way.
        if (known is not null && report.Number <= known.Report) return _commit.SettledAsync();
        if (report.Metrics.Length > 0) _window.Merge(MetricsWindow.Load(report.Metrics));
        var mark = known is { Mark: > 0 } && report.ClearedMark >= known.Mark ? 0 : known?.Mark ?? 0;
        _rows[context] = new CatalogRow(report.Info, report.Number, mark, _time.GetUtcNow()) { PoolReport = known?.PoolReport ?? 0 };
        return _commit.CommitAsync();
    }

    /// <inheritdoc/>
    public Task MarkQueuedAsync(string context, long mark)
    {
        if (_failure is not null) throw _failure;
        var now = _time.GetUtcNow();
        var known = _rows.GetValueOrDefault(context) ?? new CatalogRow(new ContextInfo(context, 0, 0, 0, true, now), 0, 0, now);
        _rows[context] = known with { Mark = Math.Max(mark, known.Mark), SeenAt = now, Info = known.Info with { QueuedFeedback = true } };
        WatchQueues();
        return _commit.CommitAsync();
    }

    /// <inheritdoc/>
    public Task ForgetAsync(string context)
    {
        if (_failure is not null) throw _failure;
        return _rows.Remove(context) ? _commit.CommitAsync() : _commit.SettledAsync();
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ContextInfo>> GetContextsAsync(string? after, int limit) => Task.FromResult(_rows
        .Where(row => after is null || string.CompareOrdinal(row.Key, after) > 0).Take(limit).Select(row => row.Value.Info).ToImmutableArray());

    /// <inheritdoc/>
    public Task<byte[]> GetSumAsync(MetricsPeriod period, DateTimeOffset now) => Task.FromResult(_window.SaveSum(period, now).ToArray());

    /// <inheritdoc/>
    public Task<PerformanceHistory> GetHistoryAsync(MetricsPeriod period, DateTimeOffset now) => Task.FromResult(_window.History(_module, null, period, now));

    private async Task WriteAsync()
    {
        _record.Window = _window.Save();
        _record.Rows = [.. _rows.Values];
        FillOutbox();
        var report = _record.PoolOutbox?.Number;
        try
        {
            await _stored.WriteAsync(_record);
        }
        catch (Exception exception)
        {
            // Callers repeat what was not stored; the next activation reads what is.
            this.DeactivateOnIdle();
            throw _failure = new MetricsException($"The catalog of module '{_module}' could not be stored; try again.", exception) { Module = _module, IsRetryable = true };
        }

        OnStored(report);
    }

    // No timer on an idle shard.
    private void WatchQueues()
    {
        if (_wake is null && _rows.Values.Any(row => row.Mark > 0))
            _wake = this.RegisterGrainTimer(WakeAsync, new GrainTimerCreationOptions(Silence, Silence));
    }

    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var marked = _rows.Values.Where(row => row.Mark > 0).Select(row => row.Info.Context).ToList();
        foreach (var context in marked)
        {
            // While others were woken it may have been deleted, or heard of.
            if (!_rows.TryGetValue(context, out var row) || row.Mark == 0 || now - row.SeenAt < Silence) continue;
            try
            {
                await _grains.GetGrain<IContextGrain>(GrainNames.ContextGrain(_module, ContextKey.Parse(context))).WakeAsync();
            }
            catch (Exception exception)
            {
                ServerLog.WakeFailed(_logger, _module, context, exception);
            }
        }

        if (marked.Count > 0) return;
        _wake?.Dispose();
        _wake = null;
    }
}
