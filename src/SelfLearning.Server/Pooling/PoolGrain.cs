using Orleans.Concurrency;

namespace SelfLearning.Server;

/// <inheritdoc cref="IPoolGrain"/>
[GrainType("selflearning.pool"), Reentrant]
internal sealed class PoolGrain : IGrainBase, IPoolGrain
{
    private readonly StoredRecord<PoolRecord> _stored;
    private readonly GroupCommit _commit;
    private readonly string _module;
    private PoolRecord _record = new();
    private PoolModel _pool = new();
    private byte[]? _bytes;
    private AdaptationException? _failure;

    public PoolGrain(IGrainContext context, RecordStorage storage)
    {
        GrainContext = context;
        _module = context.GrainId.Key.ToString()!;
        _stored = storage.Record<PoolRecord>("pool", context.GrainId);
        _commit = new GroupCommit(_module, WriteAsync);
    }

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    /// <inheritdoc/>
    public async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ModuleName.Require(_module);
        _record = await _stored.ReadAsync() ?? new PoolRecord();
        if (_record.Version > PoolRecord.CurrentVersion)
        {
            throw new AdaptationException(
                $"The pool of module '{_module}' was written by a newer version (form {_record.Version}, this version reads up to {PoolRecord.CurrentVersion}): run that one.")
            { Module = _module };
        }

        _pool = PoolModel.Load(_record.Pool);
    }

    /// <inheritdoc/>
    public Task ReportAsync(int shard, long number, byte[] evidence)
    {
        // What is in memory after a failed write may not be on storage.
        if (_failure is not null) throw _failure;
        // A report that was taken in before may still be on its way to storage.
        if (!_pool.Apply(shard, new PoolReport(number, PoolEvidence.Load(evidence)))) return _commit.SettledAsync();
        _bytes = null;
        return _commit.CommitAsync();
    }

    /// <inheritdoc/>
    public Task<byte[]> GetAsync() => Task.FromResult(_bytes ??= _pool.Save());

    private async Task WriteAsync()
    {
        _record.Pool = _bytes ??= _pool.Save();
        try
        {
            await _stored.WriteAsync(_record);
        }
        catch (Exception exception)
        {
            // The shards send again what was not stored; the next activation reads what is.
            this.DeactivateOnIdle();
            throw _failure = new AdaptationException($"The pool of module '{_module}' could not be stored; try again.", exception) { Module = _module, IsRetryable = true };
        }
    }
}
