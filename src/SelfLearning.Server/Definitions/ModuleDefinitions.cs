using System.Collections.Concurrent;

namespace SelfLearning.Server;

/// <summary>
/// The definitions in force as this silo knows them. A definition is asked for once and then at most every 5 s while it is used, so a
/// change reaches every context of the cluster within about that time without being sent to any.
/// </summary>
internal sealed class ModuleDefinitions(IGrainFactory grains, TimeProvider time, ILogger<ModuleDefinitions> logger)
{
    /// <summary>How old a definition may become before it is asked for again.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The definition in force, asked for where this silo does not know it.</summary>
    /// <exception cref="ModuleNotFoundException">Nobody has registered the module.</exception>
    public ValueTask<ModuleDefinition> GetAsync(string module) => Find(module) is { } known ? new(known) : new(AskAsync(module));

    /// <summary>The definition in force, asked for now.</summary>
    /// <exception cref="ModuleNotFoundException">Nobody has registered the module.</exception>
    public async Task<ModuleDefinition> AskAsync(string module) =>
        Put(await grains.GetGrain<IDefinitionGrain>(module).GetAsync() ?? throw DefinitionGrain.Unknown(module));

    /// <summary>The definition as known here, which may be a few seconds old; <c>null</c> where this silo has not asked yet.</summary>
    public ModuleDefinition? Find(string module)
    {
        if (!_entries.TryGetValue(module, out var entry)) return null;
        if (time.GetElapsedTime(entry.AskedAt) >= Freshness && entry.TryBeginRefresh()) _ = RefreshAsync(module, entry);
        return entry.Definition;
    }

    /// <summary>Notes the definition in force, and gives it back; an older one than is known is an answer that was overtaken.</summary>
    public ModuleDefinition Put(ModuleDefinition definition) => _entries.AddOrUpdate(
        definition.Name,
        static (_, entry) => entry,
        static (_, known, entry) => known.Definition.Revision > entry.Definition.Revision ? new Entry(known.Definition, entry.AskedAt) : entry,
        new Entry(definition, time.GetTimestamp())).Definition;

    private async Task RefreshAsync(string module, Entry entry)
    {
        try
        {
            // Equal content keeps the object, so that contexts see by reference that nothing has changed.
            var definition = await grains.GetGrain<IDefinitionGrain>(module).GetAsync();
            Put(definition is null || definition == entry.Definition ? entry.Definition : definition);
        }
        catch (Exception exception)
        {
            ServerLog.DefinitionRefreshFailed(logger, module, exception);
            Put(entry.Definition);
        }
    }

    private sealed class Entry(ModuleDefinition definition, long askedAt)
    {
        private int _refreshing;

        public ModuleDefinition Definition => definition;

        public long AskedAt => askedAt;

        public bool TryBeginRefresh() => Interlocked.Exchange(ref _refreshing, 1) == 0;
    }
}
