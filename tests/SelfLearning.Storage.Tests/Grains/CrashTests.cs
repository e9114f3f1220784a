using System.Diagnostics;
using Orleans.Storage;
using SelfLearning.Storage.Tests.Support;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Tests.Grains;

/// <summary>What a server has acknowledged is there after it crashed, and the storages find it again by themselves.</summary>
[Collection(ServersCollection.Name)]
public sealed class CrashTests(Servers servers)
{
    [StorageFact]
    public async Task Acknowledged_writes_survive_a_crash_of_the_server()
    {
        var written = new Dictionary<string, (GrainId Id, string? ETag)[]>();
        foreach (var provider in (string[])["Redis", "AdoNet"])
        {
            written[provider] = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
            {
                var id = GrainId.Create("conformance", $"{Guid.NewGuid():N}/crash");
                var state = new HeldState<ConformanceState>(new ConformanceState { Number = number });
                await servers.Storage(provider).WriteStateAsync("state", id, state);
                return (id, state.ETag);
            }));
        }

        await servers.CrashAsync();

        foreach (var (provider, records) in written)
        {
            for (var i = 0; i < records.Length; i++)
            {
                var read = await ReadAsync(servers.Storage(provider), records[i].Id);
                Assert.Equal((i, records[i].ETag), (read.State.Number, read.ETag));
            }
        }
    }

    // The first reads meet connections that died with the server.
    private static async Task<HeldState<ConformanceState>> ReadAsync(IGrainStorage storage, GrainId id)
    {
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                var state = new HeldState<ConformanceState>(new ConformanceState());
                await storage.ReadStateAsync("state", id, state);
                return state;
            }
            catch (Exception) when (Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(50);
            }
        }
    }
}
