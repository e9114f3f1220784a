using System.Globalization;

namespace SelfLearning.Server;

/// <inheritdoc cref="IDefinitionGrain"/>
[GrainType("selflearning.definition")]
internal sealed class DefinitionGrain(
    IGrainContext context, RecordStorage storage, IGrainFactory grains, ModuleDefinitions definitions, ILogger<DefinitionGrain> logger)
    : IGrainBase, IDefinitionGrain
{
    private readonly StoredRecord<DefinitionRecord> _stored = storage.Record<DefinitionRecord>("definition", context.GrainId);
    private DefinitionRecord _record = new();
    private bool _isListed;

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    private string Module => context.GrainId.Key.ToString()!;

    private ModuleDefinition? InForce => _record.Definition is { } definition
        ? definition with { Options = _record.Options ?? definition.Options }
        : null;

    /// <inheritdoc/>
    public async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ModuleName.Require(Module);
        _record = await _stored.ReadAsync() ?? new DefinitionRecord();
        if (_record.Version > DefinitionRecord.CurrentVersion)
        {
            throw new ModuleConfigurationException(
                $"The definition of module '{Module}' was written by a newer version (form {_record.Version}, this version reads up to {DefinitionRecord.CurrentVersion}): run that one.")
            { Module = Module };
        }
    }

    /// <inheritdoc/>
    public async Task<ModuleDefinition> RegisterAsync(ModuleDefinition definition, bool isSilo)
    {
        definition.Require();
        if (definition.Name != Module)
        {
            throw new ModuleConfigurationException(
                $"The definition is that of module '{definition.Name}' and was sent to module '{Module}': register it under its own name.")
            { Module = Module, Reason = FailureReason.Invalid };
        }

        var verdict = DefinitionRules.Compare(_record.Definition, definition, isSilo);
        if (verdict == DefinitionRules.Verdict.Ignored) ServerLog.DefinitionIgnored(logger, Module, definition.Revision, _record.Definition!.Revision);
        if (verdict == DefinitionRules.Verdict.Taken)
        {
            // What a person set holds for the revision it was set under.
            var keepsOptions = _record.Definition?.Revision == definition.Revision;
            await WriteAsync(new DefinitionRecord
            {
                Definition = definition,
                Options = keepsOptions ? _record.Options : null,
                OptionsVersion = _record.OptionsVersion + 1,
                Unknown = _record.Unknown,
            });
            ServerLog.DefinitionTaken(logger, Module, definition.Revision, definition.Parameters.Count);
        }

        if (!_isListed)
        {
            // After the definition is stored, and again by the first registration of every activation: whoever died between the two is made good.
            await grains.GetGrain<IModuleListGrain>(GrainNames.ModuleList).AddAsync(Module);
            _isListed = true;
        }

        return InForce!;
    }

    /// <inheritdoc/>
    public Task<ModuleDefinition?> GetAsync()
    {
        // Names come from anybody, and one that nobody has registered is not worth memory.
        if (InForce is null) this.DeactivateOnIdle();
        return Task.FromResult(InForce);
    }

    /// <inheritdoc/>
    public Task<VersionedOptions> GetOptionsAsync() => Task.FromResult(Versioned());

    /// <inheritdoc/>
    public async Task<VersionedOptions> SetOptionsAsync(ModuleOptions options, string etag)
    {
        options.Require(Module);
        var current = Versioned();
        if (current.ETag != etag)
        {
            throw new ModuleConfigurationException(
                $"The options of module '{Module}' have changed since they were read (tag {etag}, now {current.ETag}): read them again and repeat the change.")
            { Module = Module, Reason = FailureReason.Conflict };
        }

        await WriteAsync(new DefinitionRecord
        {
            Definition = _record.Definition,
            Options = options,
            OptionsVersion = _record.OptionsVersion + 1,
            Unknown = _record.Unknown,
        });
        ServerLog.OptionsChanged(logger, Module, options);
        return Versioned();
    }

    private VersionedOptions Versioned()
    {
        if (InForce is { } definition) return new VersionedOptions(definition.Options, _record.OptionsVersion.ToString(CultureInfo.InvariantCulture));
        this.DeactivateOnIdle();
        throw Unknown(Module);
    }

    internal static ModuleNotFoundException Unknown(string module) => new(
        $"Module '{module}' is not known: no silo runs it (AddModule) and no host has registered it (RegisterAsync).")
    { Module = module };

    private async Task WriteAsync(DefinitionRecord record)
    {
        try
        {
            await _stored.WriteAsync(record);
        }
        catch (Exception exception)
        {
            // What storage holds now is not known: the next call reads it.
            this.DeactivateOnIdle();
            throw new ModuleConfigurationException($"The definition of module '{Module}' could not be stored; try again.", exception)
            {
                Module = Module,
                IsRetryable = true,
            };
        }

        _record = record;
        definitions.Put(InForce!);
    }
}
