using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using SelfLearning.Storage.Azure.Storage;
using SelfLearning.Storage.Azure.Tests.Support;
using SelfLearning.Tests.Conformance;
using SelfLearning.Tests.Hosting;

namespace SelfLearning.Storage.Azure.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class BlobGrainStorageTests(Azurite azurite) : IAsyncLifetime
{
    private readonly string _containerName = $"blobs-{Guid.NewGuid():N}";
    private IHost _host = null!;
    private BlobGrainStorage _storage = null!;
    private BlobContainerClient _container = null!;

    public async Task InitializeAsync()
    {
        _host = TestHost.BuildSilo(new()
        {
            ["Orleans:GrainStorage:s:ProviderType"] = "AzureBlobStorage",
            ["Orleans:GrainStorage:s:ConnectionString"] = azurite.ConnectionString,
            ["Orleans:GrainStorage:s:ContainerName"] = _containerName,
        });
        _storage = (BlobGrainStorage)_host.Services.GetRequiredKeyedService<IGrainStorage>("s");
        _container = new BlobContainerClient(azurite.ConnectionString, _containerName, new BlobClientOptions(BlobClientOptions.ServiceVersion.V2026_06_06));
        if (StorageServer.Missing is null)
        {
            await _storage.OpenAsync(CancellationToken.None);
        }
    }

    public Task DisposeAsync()
    {
        _host.Dispose();
        return Task.CompletedTask;
    }

    [StorageFact]
    public async Task A_state_is_the_blob_of_the_official_package()
    {
        await WriteAsync("lyrics/folk", 7);

        var blob = (await _container.GetBlobClient("state-context/lyrics/folk.json").DownloadContentAsync()).Value;

        Assert.Equal("application/octet-stream", blob.Details.ContentType);
        Assert.Equal("""{"Number":7,"Text":"","Items":[]}""", blob.Content.ToString());
    }

    [StorageFact]
    public async Task An_empty_blob_is_a_state_that_the_official_package_has_cleared()
    {
        var cleared = await _container.GetBlobClient("state-context/g.json").UploadAsync(BinaryData.Empty);
        var state = Fresh(5);

        await _storage.ReadStateAsync("state", Id("g"), state);

        Assert.False(state.RecordExists);
        Assert.Equal(0, state.State.Number);
        Assert.Equal(cleared.Value.ETag.ToString(), state.ETag);
        await _storage.WriteStateAsync("state", Id("g"), state);
        Assert.True(state.RecordExists);
    }

    [StorageFact]
    public async Task A_clear_without_an_ETag_does_not_remove_the_record_of_another_activation()
    {
        await WriteAsync("g", 1);

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync("state", Id("g"), Fresh(0)));

        Assert.True(await _container.GetBlobClient("state-context/g.json").ExistsAsync());
    }

    [StorageFact]
    public async Task A_container_that_was_deleted_is_made_again_by_a_write()
    {
        await _container.DeleteAsync();

        await WriteAsync("g", 1);

        Assert.True(await _container.GetBlobClient("state-context/g.json").ExistsAsync());
    }

    [StorageFact]
    public async Task A_record_that_cannot_be_read_is_left_as_it_is()
    {
        await _container.GetBlobClient("state-context/g.json").UploadAsync(BinaryData.FromString("not json"));
        var state = Fresh(5);

        var fault = await Assert.ThrowsAsync<OrleansException>(() => _storage.ReadStateAsync("state", Id("g"), state));

        Assert.Contains("'context/g'", fault.Message, StringComparison.Ordinal);
        Assert.Null(state.ETag);
        Assert.Equal("not json", (await _container.GetBlobClient("state-context/g.json").DownloadContentAsync()).Value.Content.ToString());
    }

    [StorageFact]
    public async Task Keys_that_an_address_would_change_or_cut_keep_apart()
    {
        var longKey = new string('k', 1_100);
        string[] keys = ["b", "a/b", "a/../b", "a/./b", "a//b", "a\\..\\b", "..", "%2E%2E/b", longKey + "1", longKey + "2"];
        for (var i = 0; i < keys.Length; i++)
        {
            await WriteAsync(keys[i], i);
        }

        for (var i = 0; i < keys.Length; i++)
        {
            var state = Fresh(-1);
            await _storage.ReadStateAsync("state", Id(keys[i]), state);
            Assert.Equal((keys[i], i), (keys[i], state.State.Number));
        }
    }

    private static GrainId Id(string key) => GrainId.Create("context", key);

    private static HeldState<ConformanceState> Fresh(int number) => new(new ConformanceState { Number = number });

    private Task WriteAsync(string key, int number) => _storage.WriteStateAsync("state", Id(key), Fresh(number));
}
