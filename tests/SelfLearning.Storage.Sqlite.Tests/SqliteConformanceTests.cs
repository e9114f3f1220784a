using Orleans.Storage;
using SelfLearning.Storage.Sqlite.Tests.Support;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Sqlite.Tests;

public sealed class SqliteConformanceTests : GrainStorageConformance, IDisposable
{
    private readonly TempFolder _folder = new();
    private SqliteGrainStorage? _storage;

    public override async Task DisposeAsync()
    {
        await _storage!.CloseAsync();
        await base.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_clear_without_an_ETag_does_not_remove_the_record_of_another_activation()
    {
        var written = await _storage!.WriteAsync("g", new Counter { Value = 1 });

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => _storage!.ClearStateAsync("state", GrainId.Create("test", "g"), new HeldState<Counter>(new Counter())));

        Assert.Equal(written.ETag, (await _storage!.ReadAsync<Counter>("g")).ETag);
    }

    protected override async Task<IGrainStorage> CreateStorageAsync() => _storage = await TestStorage.OpenAsync(_folder.File());
}
