using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using SelfLearning.Storage.Azure.Storage;
using SelfLearning.Storage.Azure.Tests.Support;
using SelfLearning.Tests.Conformance;
using SelfLearning.Tests.Hosting;

namespace SelfLearning.Storage.Azure.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class TableGrainStorageTests(Azurite azurite) : IAsyncLifetime
{
    private readonly string _tableName = $"Tables{Guid.NewGuid():N}";
    private IHost _host = null!;
    private TableGrainStorage _storage = null!;
    private TableClient _table = null!;

    public async Task InitializeAsync()
    {
        _host = TestHost.BuildSilo(new()
        {
            ["Orleans:ServiceId"] = "svc",
            ["Orleans:GrainStorage:s:ProviderType"] = "AzureTableStorage",
            ["Orleans:GrainStorage:s:ConnectionString"] = azurite.ConnectionString,
            ["Orleans:GrainStorage:s:TableName"] = _tableName,
        });
        _storage = (TableGrainStorage)_host.Services.GetRequiredKeyedService<IGrainStorage>("s");
        _table = new TableClient(azurite.ConnectionString, _tableName);
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
    public async Task A_state_is_the_row_of_the_official_package()
    {
        await WriteAsync("lyrics/folk", new string('x', 100_000));

        var row = (await _table.GetEntityAsync<TableEntity>("svc_context_lyrics_folk", "state")).Value;

        var bytes = Encoding.UTF8.GetBytes($$"""{"Number":0,"Text":"{{new string('x', 100_000)}}","Items":[]}""");
        Assert.Equal(bytes[..65_536], row.GetBinary("Data"));
        Assert.Equal(bytes[65_536..], row.GetBinary("Data1"));
        Assert.False(row.ContainsKey("Data2"));
    }

    [StorageTheory]
    [InlineData("binary")]
    [InlineData("base64")]
    [InlineData("text")]
    public async Task A_row_of_the_official_package_is_read_and_replaced(string kind)
    {
        var (one, two) = ("""{"Number":7,"Te""", """xt":"a","Items":[]}""");
        await _table.AddEntityAsync(kind switch
        {
            "text" => new TableEntity("svc_context_g", "state") { ["StringData"] = one, ["StringData1"] = two },
            "base64" => new TableEntity("svc_context_g", "state") { ["Data"] = Base64(one), ["Data1"] = Base64(two) },
            _ => new TableEntity("svc_context_g", "state") { ["Data"] = Encoding.UTF8.GetBytes(one), ["Data1"] = Encoding.UTF8.GetBytes(two) },
        });

        var state = await ReadAsync("g");
        Assert.Equal((7, "a", true), (state.State.Number, state.State.Text, state.RecordExists));
        state.State.Number = 8;
        await _storage.WriteStateAsync("state", Id("g"), state);

        Assert.Equal(8, (await ReadAsync("g")).State.Number);
        Assert.False((await _table.GetEntityAsync<TableEntity>("svc_context_g", "state")).Value.ContainsKey("StringData"));

        static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }

    [StorageFact]
    public async Task A_state_beyond_the_limit_is_refused_and_leaves_the_record()
    {
        var state = await WriteAsync("g", "small");
        var eTag = state.ETag;
        state.State.Text = new string('x', TableStateRow.LargestState);

        var fault = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _storage.WriteStateAsync("state", Id("g"), state));

        Assert.Contains("983040 bytes", fault.Message, StringComparison.Ordinal);
        var stored = await ReadAsync("g");
        Assert.Equal(("small", eTag), (stored.State.Text, stored.ETag));
    }

    [StorageFact]
    public async Task The_largest_state_fits()
    {
        var empty = """{"Number":0,"Text":"","Items":[]}""".Length;

        await WriteAsync("g", new string('x', TableStateRow.LargestState - empty));

        Assert.Equal(TableStateRow.LargestState - empty, (await ReadAsync("g")).State.Text.Length);
    }

    [StorageFact]
    public async Task A_clear_without_an_ETag_does_not_clear_the_record_of_another_activation()
    {
        await WriteAsync("g", "kept");

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync("state", Id("g"), new HeldState<ConformanceState>(new())));

        Assert.Equal("kept", (await ReadAsync("g")).State.Text);
    }

    [StorageFact]
    public async Task Parallel_inserts_of_grains_with_one_row_key_all_succeed_and_keep_apart()
    {
        string[] keys = ["x/y", "x_y", "x#y", "x?y"];

        await Task.WhenAll(keys.Select(key => WriteAsync(key, key)));

        foreach (var key in keys)
        {
            Assert.Equal(key, (await ReadAsync(key)).State.Text);
        }
    }

    private static GrainId Id(string key) => GrainId.Create("context", key);

    private async Task<HeldState<ConformanceState>> ReadAsync(string key)
    {
        var state = new HeldState<ConformanceState>(new());
        await _storage.ReadStateAsync("state", Id(key), state);
        return state;
    }

    private async Task<HeldState<ConformanceState>> WriteAsync(string key, string text)
    {
        var state = new HeldState<ConformanceState>(new() { Text = text });
        await _storage.WriteStateAsync("state", Id(key), state);
        return state;
    }
}
