using System.Buffers;

namespace SelfLearning.Server;

/// <summary>The grain storage all records are kept in.</summary>
internal sealed class RecordStorage
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly TracedStorage _storage;

    public RecordStorage(IServiceProvider services)
    {
        var provider = services.GetKeyedService<IGrainStorage>(GrainNames.Storage)
            ?? throw new ModuleConfigurationException(
                $"There is no grain storage named '{GrainNames.Storage}': add one in code (AddSqliteGrainStorage(\"{GrainNames.Storage}\")) "
                + $"or in configuration (Orleans:GrainStorage:{GrainNames.Storage}:ProviderType).");
        (_storage, LivesInGrains) = (new TracedStorage(provider), provider is MemoryGrainStorage);
    }

    /// <summary>Whether its records are kept by grains, and so can be read neither before the silo takes part in its cluster nor after it has gone.</summary>
    public bool LivesInGrains { get; }

    /// <summary>A record of a grain.</summary>
    public StoredRecord<T> Record<T>(string name, GrainId owner)
        where T : class, new() => new(_storage, name, Unambiguous(owner));

    // The provider AdoNet takes a key of hexadecimal digits for a number: modules 'a' and '0a' would share their records. No key has a dot at its end.
    private static GrainId Unambiguous(GrainId owner) =>
        owner.Key.ToString() is { Length: > 1 } key && key[0] == '0' && !key.AsSpan().ContainsAnyExcept(HexDigits)
            ? GrainId.Create(owner.Type, IdSpan.Create(key + "."))
            : owner;
}
