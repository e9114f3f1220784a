using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace SelfLearning.Server;

/// <summary>References to the catalog shards of modules, shared by all contexts of a silo: one of its own would cost each some 80 bytes.</summary>
internal sealed class CatalogShards(IGrainFactory grains)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<ICatalogGrain>> _modules = new(StringComparer.Ordinal);

    /// <summary>All shards of a module.</summary>
    public ImmutableArray<ICatalogGrain> Of(string module) => _modules.GetOrAdd(
        module,
        static (name, grains) =>
        [
            .. Enumerable.Range(0, GrainNames.CatalogShards).Select(shard => grains.GetGrain<ICatalogGrain>(GrainNames.CatalogGrain(name, shard))),
        ],
        grains);

    /// <summary>The shard of a context.</summary>
    public ICatalogGrain Of(ContextIdentity context) => Of(context.Module)[GrainNames.ShardOf(context.Key)];
}
