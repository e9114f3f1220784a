namespace SelfLearning.Contracts;

/// <summary>The keys of the grains.</summary>
public static class GrainNames
{
    /// <summary>The name of the storage every record is kept under.</summary>
    public const string Storage = "SelfLearning";

    /// <summary>The key of the grain that lists the modules.</summary>
    public const string ModuleList = "modules";

    /// <summary>The number of catalog shards of a module.</summary>
    public const int CatalogShards = 16;

    /// <summary>The key of a context grain: <c>module/context</c>; neither part can hold a slash.</summary>
    public static string ContextGrain(string module, ContextKey context) => $"{module}/{context.Text}";

    /// <summary>The key of a catalog shard: <c>module/shard</c>.</summary>
    public static string CatalogGrain(string module, int shard) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{module}/{shard}");

    /// <summary>The catalog shard a context reports to: FNV-1a of its key, so that it is the same in every version and process.</summary>
    public static int ShardOf(ContextKey context)
    {
        var hash = 2166136261u;
        foreach (var c in context.Text) hash = (hash ^ c) * 16777619u;
        return (int)(hash % CatalogShards);
    }

    /// <summary>Splits the key of a context or catalog grain.</summary>
    public static (string Module, string Member) Split(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (key, "") : (key[..slash], key[(slash + 1)..]);
    }
}
