using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using SelfLearning.Storage.Azure.Storage;
using SelfLearning.Storage.Azure.Tests.Support;
using SelfLearning.Tests.Conformance;
using SelfLearning.Tests.Hosting;

namespace SelfLearning.Storage.Azure.Tests.Storage;

/// <summary>
/// The client repeats a change whose answer was lost, and the repeated one finds the record changed: by itself, or by another.
/// </summary>
[Collection(AzuriteCollection.Name)]
public sealed class LostAnswerTests(Azurite azurite) : IDisposable
{
    private const string Blobs = "AzureBlobStorage";
    private const string Tables = "AzureTableStorage";

    private readonly string _place = $"lost{Guid.NewGuid():N}";
    private readonly LostAnswer _connection = new();
    private IHost? _host;

    public void Dispose()
    {
        _host?.Dispose();
        _connection.Dispose();
    }

    [StorageTheory]
    [InlineData(Blobs)]
    [InlineData(Tables)]
    public async Task A_write_whose_answer_was_lost_is_no_conflict_and_the_next_write_follows_it(string kind)
    {
        var storage = await StorageAsync(kind);
        var state = new HeldState<ConformanceState>(new());

        for (var number = 1; number <= 3; number++)
        {
            state.State.Number = number;
            _connection.LoseNext();
            await storage.WriteStateAsync("state", Id("g"), state);
            Assert.True(_connection.IsLost);
        }

        Assert.Equal((3, state.ETag), await StoredAsync(storage, "g"));
    }

    [StorageTheory]
    [InlineData(Blobs)]
    [InlineData(Tables)]
    public async Task A_clear_whose_answer_was_lost_is_no_conflict(string kind)
    {
        var storage = await StorageAsync(kind);
        var state = new HeldState<ConformanceState>(new() { Number = 1 });
        await storage.WriteStateAsync("state", Id("g"), state);

        _connection.LoseNext();
        await storage.ClearStateAsync("state", Id("g"), state);

        Assert.True(_connection.IsLost);
        Assert.Equal((0, state.ETag), await StoredAsync(storage, "g"));
    }

    [StorageFact]
    public async Task The_second_grain_of_a_row_key_finds_what_it_wrote_too()
    {
        var storage = await StorageAsync(Tables);
        await storage.WriteStateAsync("state", Id("a/b"), new HeldState<ConformanceState>(new() { Number = 1 }));
        var state = new HeldState<ConformanceState>(new() { Number = 2 });

        _connection.LoseNext();
        await storage.WriteStateAsync("state", Id("a_b"), state);

        Assert.Equal((2, state.ETag), await StoredAsync(storage, "a_b"));
        Assert.Equal(1, (await StoredAsync(storage, "a/b")).Number);
    }

    [StorageTheory]
    [InlineData(Blobs, false)]
    [InlineData(Blobs, true)]
    [InlineData(Tables, false)]
    [InlineData(Tables, true)]
    public async Task What_another_wrote_over_it_is_a_conflict_even_with_the_same_state(string kind, bool same)
    {
        var storage = await StorageAsync(kind);
        var state = new HeldState<ConformanceState>(new() { Number = 1 });

        _connection.LoseNext(async () =>
        {
            var other = new HeldState<ConformanceState>(new());
            await storage.ReadStateAsync("state", Id("g"), other);
            other.State.Number = same ? 1 : 2;
            await storage.WriteStateAsync("state", Id("g"), other);
        });

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", Id("g"), state));
        Assert.True(_connection.IsLost);
        Assert.Equal(same ? 1 : 2, (await StoredAsync(storage, "g")).Number);
    }

    private static GrainId Id(string key) => GrainId.Create("context", key);

    private static async Task<(int Number, string? ETag)> StoredAsync(IGrainStorage storage, string key)
    {
        var state = new HeldState<ConformanceState>(new());
        await storage.ReadStateAsync("state", Id(key), state);
        return (state.State.Number, state.ETag);
    }

    private async Task<IGrainStorage> StorageAsync(string kind)
    {
        var transport = new HttpClientTransport(_connection);
        var blobs = new BlobClientOptions(BlobClientOptions.ServiceVersion.V2026_06_06) { Transport = transport };
        var tables = new TableClientOptions { Transport = transport };
        blobs.Retry.Delay = tables.Retry.Delay = TimeSpan.FromMilliseconds(1);
        _host = TestHost.BuildSilo(
            new()
            {
                ["Orleans:ServiceId"] = "svc",
                ["Orleans:GrainStorage:s:ProviderType"] = kind,
                ["Orleans:GrainStorage:s:ServiceKey"] = "account",
                [kind == Blobs ? "Orleans:GrainStorage:s:ContainerName" : "Orleans:GrainStorage:s:TableName"] = _place,
            },
            silo => silo.Services
                .AddKeyedSingleton("account", new BlobServiceClient(azurite.ConnectionString, blobs))
                .AddKeyedSingleton("account", new TableServiceClient(azurite.ConnectionString, tables)));
        var storage = _host.Services.GetRequiredKeyedService<IGrainStorage>("s");
        await (storage is BlobGrainStorage inBlobs ? inBlobs.OpenAsync(CancellationToken.None) : ((TableGrainStorage)storage).OpenAsync(CancellationToken.None));
        return storage;
    }
}
