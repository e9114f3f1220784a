using Orleans.Storage;
using SelfLearning.Storage.Sqlite.Tests.Conformance;
using SelfLearning.Storage.Sqlite.Tests.Support;

namespace SelfLearning.Storage.Sqlite.Tests;

public sealed class SqliteConformanceTests : GrainStorageConformance, IDisposable
{
    readonly TempFolder _folder = new();
    SqliteGrainStorage? _storage;

    public override async Task DisposeAsync()
    {
        await _storage!.CloseAsync();
        await base.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    protected override async Task<IGrainStorage> CreateStorageAsync() => _storage = await TestStorage.OpenAsync(_folder.File());
}
