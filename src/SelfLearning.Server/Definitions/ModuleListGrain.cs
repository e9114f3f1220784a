using System.Collections.Immutable;

namespace SelfLearning.Server;

/// <inheritdoc cref="IModuleListGrain"/>
[GrainType("selflearning.module-list")]
internal sealed class ModuleListGrain(IGrainContext context, RecordStorage storage) : IGrainBase, IModuleListGrain
{
    private readonly StoredRecord<ModuleListRecord> _stored = storage.Record<ModuleListRecord>("modules", context.GrainId);
    private ModuleListRecord _record = new();

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _record = await _stored.ReadAsync() ?? new ModuleListRecord();
        if (_record.Version > ModuleListRecord.CurrentVersion)
        {
            throw new ModuleConfigurationException(
                $"The list of modules was written by a newer version (form {_record.Version}, this version reads up to {ModuleListRecord.CurrentVersion}): run that one.");
        }
    }

    /// <inheritdoc/>
    public async Task AddAsync(string module)
    {
        var place = _record.Modules.BinarySearch(ModuleName.Require(module), StringComparer.Ordinal);
        if (place >= 0) return;
        var next = new ModuleListRecord { Modules = [.. _record.Modules], Unknown = _record.Unknown };
        next.Modules.Insert(~place, module);
        try
        {
            await _stored.WriteAsync(next);
        }
        catch (Exception exception)
        {
            // What storage holds now is not known: the next call reads it.
            this.DeactivateOnIdle();
            throw new ModuleConfigurationException($"Module '{module}' could not be added to the list of modules; try again.", exception)
            {
                Module = module,
                IsRetryable = true,
            };
        }

        _record = next;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> GetAsync() => Task.FromResult(_record.Modules.ToImmutableArray());
}
