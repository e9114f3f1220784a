namespace SelfLearning.Server;

/// <summary>The grain storage all records are kept in.</summary>
internal sealed class RecordStorage(IServiceProvider services)
{
    private readonly IGrainStorage _storage = services.GetKeyedService<IGrainStorage>(GrainNames.Storage)
        ?? throw new ModuleConfigurationException(
            $"There is no grain storage named '{GrainNames.Storage}': add one in code (AddSqliteGrainStorage(\"{GrainNames.Storage}\")) "
            + $"or in configuration (Orleans:GrainStorage:{GrainNames.Storage}:ProviderType).");

    /// <summary>A record of a grain.</summary>
    public StoredRecord<T> Record<T>(string name, GrainId owner)
        where T : class, new() => new(_storage, name, owner);
}
