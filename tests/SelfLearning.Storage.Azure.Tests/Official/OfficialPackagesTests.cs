using System.Globalization;
using System.Net;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Messaging;
using Orleans.Storage;
using SelfLearning.Storage.Azure.Clustering;
using SelfLearning.Storage.Azure.Tests.Support;
using SelfLearning.Tests.Conformance;
using SelfLearning.Tests.Hosting;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Storage.Azure.Tests.Official;

/// <summary>What we write the official packages read, by the same rules, and the other way round.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class OfficialPackagesTests(Azurite azurite) : IClassFixture<OfficialFolder>
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, 123, DateTimeKind.Utc);

    private readonly string _id = Guid.NewGuid().ToString("N");

    [OfficialFact]
    public async Task Silos_of_both_are_one_cluster_and_states_and_rows_of_each_are_those_of_the_other()
    {
        await using var program = await OfficialProgram.StartAsync(Settings("official"), $"rows-{_id}");
        using var silo = TestHost.BuildSilo(Settings("ours"));
        await silo.StartAsync();
        await AssertOneClusterAsync(silo);
        foreach (var name in (string[])["Blobs", "Tables"])
        {
            var (ours, official) = (silo.Services.GetRequiredKeyedService<IGrainStorage>(name), new OfficialStorage(program, name));
            foreach (var key in (string[])["plain", "Привет мир", "a/b c"])
            {
                await AssertSameRecordAsync(ours, official, GrainId.Create("conformance", $"{_id}-1-{key}"));
                await AssertSameRecordAsync(official, ours, GrainId.Create("conformance", $"{_id}-2-{key}"));
            }
        }

        var table = new TableMembership(
            new TableServiceClient(azurite.ConnectionString).GetTableClient("OrleansSiloInstances"), $"rows-{_id}", NullLogger<TableMembership>.Instance);
        await AssertSameRowsAsync(table, new OfficialMembership(program), 10);
        await AssertSameRowsAsync(new OfficialMembership(program), table, 20);
        await AssertSameGatewaysAsync(program);
        await silo.StopAsync();
    }

    [OfficialFact]
    public async Task Both_in_one_program_do_not_start_and_say_which_reference_to_remove()
    {
        var (exitCode, errors) = await OfficialProgram.RunWithBothAsync(Settings("both"));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Both SelfLearning.Storage.Azure and Microsoft.Orleans.", errors, StringComparison.Ordinal);
        Assert.Contains("Remove one reference", errors, StringComparison.Ordinal);
    }

    private static async Task AssertOneClusterAsync(IHost silo)
    {
        var management = silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await management.GetHosts(onlyActive: true)).Count < 2) await Task.Delay(100, time.Token);
    }

    // What the first writes the second reads and changes; then the first is stale, and both see one clear.
    private static async Task AssertSameRecordAsync(IGrainStorage first, IGrainStorage second, GrainId id)
    {
        var written = State(1, new string('x', 200_000)); // More than three columns of a table.
        await first.WriteStateAsync("state", id, written);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => second.WriteStateAsync("state", id, State(9)));
        var read = await ReadAsync(second, id);
        Assert.Equal((1, written.State.Text, written.ETag), (read.State.Number, read.State.Text, read.ETag));

        (read.State.Number, read.State.Text) = (2, "ж");
        await second.WriteStateAsync("state", id, read);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => first.WriteStateAsync("state", id, written));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => first.ClearStateAsync("state", id, written));
        var again = await ReadAsync(first, id);
        Assert.Equal((2, "ж", read.ETag), (again.State.Number, again.State.Text, again.ETag));

        await first.ClearStateAsync("state", id, again);
        var cleared = await ReadAsync(second, id);
        Assert.False(cleared.RecordExists);
        Assert.Equal(again.ETag, cleared.ETag);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => second.WriteStateAsync("state", id, read));
        cleared.State.Number = 3;
        await second.WriteStateAsync("state", id, cleared);
        Assert.Equal(3, (await ReadAsync(first, id)).State.Number);
    }

    private static async Task AssertSameRowsAsync(IMembershipTable first, IMembershipTable second, int number)
    {
        var none = CancellationToken.None;
        var stale = (await first.ReadAllAsync(none)).Version;
        var entry = Silo(number, SiloStatus.Joining);
        Assert.True(await first.InsertRowAsync(entry, (await second.ReadAllAsync(none)).Version.Next(), none));
        Assert.False(await second.InsertRowAsync(Silo(number, SiloStatus.Dead), (await second.ReadAllAsync(none)).Version.Next(), none));
        Assert.False(await second.InsertRowAsync(Silo(number + 1, SiloStatus.Joining), stale.Next(), none));

        var (mine, theirs) = (await first.ReadRowAsync(entry.SiloAddress, none), await second.ReadRowAsync(entry.SiloAddress, none));
        Assert.Equal(mine.Version, theirs.Version);
        Assert.Equal(mine.Members[0].Item1.ToFullString(), theirs.Members[0].Item1.ToFullString());

        entry.IAmAliveTime = Noon.AddMinutes(5);
        await first.UpdateIAmAliveAsync(entry, none);
        Assert.Equal(Noon.AddMinutes(5), (await second.ReadRowAsync(entry.SiloAddress, none)).Members[0].Item1.IAmAliveTime);

        // The heartbeat in between disturbs no update. The tokens of rows differ (there their own ETags, which are ignored; here that of the table).
        (entry.Status, entry.SuspectTimes) = (SiloStatus.Active, [Tuple.Create(Silo(99, SiloStatus.Active).SiloAddress, Noon)]);
        Assert.True(await second.UpdateRowAsync(entry, theirs.Members[0].Item2, theirs.Version.Next(), none));
        Assert.False(await first.UpdateRowAsync(entry, mine.Members[0].Item2, mine.Version.Next(), none));
        Assert.Equal(entry.SuspectTimes, (await first.ReadRowAsync(entry.SiloAddress, none)).Members[0].Item1.SuspectTimes);

        // Each cleans up what the other wrote.
        var before = await first.ReadAllAsync(none);
        Assert.True(await first.InsertRowAsync(Silo(number + 2, SiloStatus.Dead, Noon.AddDays(-9)), before.Version.Next(), none));
        await second.CleanupDefunctSiloEntriesAsync(Noon.AddDays(-7), none);
        var after = await second.ReadAllAsync(none);
        Assert.Equal(before.Version.Version + 1, after.Version.Version);
        Assert.Equal(
            before.Members.Select(member => member.Item1.SiloAddress.Generation).Order(),
            after.Members.Select(member => member.Item1.SiloAddress.Generation).Order());
    }

    private static MembershipEntry Silo(int number, SiloStatus status, DateTime? heardOf = null) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Parse($"10.0.0.{number}"), 11_111, number),
        HostName = $"host-{number}",
        SiloName = $"silo-{number}",
        RoleName = "",
        Status = status,
        ProxyPort = 30_000 + number,
        StartTime = heardOf ?? Noon,
        IAmAliveTime = heardOf ?? Noon,
    };

    private static HeldState<ConformanceState> State(int number, string text = "") => new(new ConformanceState { Number = number, Text = text });

    private static async Task<HeldState<ConformanceState>> ReadAsync(IGrainStorage storage, GrainId id)
    {
        var state = State(0);
        await storage.ReadStateAsync("state", id, state);
        return state;
    }

    private async Task AssertSameGatewaysAsync(OfficialProgram program)
    {
        using var client = TestHost.BuildClient(new(Settings("client")) { ["Orleans:ClusterId"] = $"rows-{_id}" });
        var ours = (await client.Services.GetRequiredService<IGatewayListProvider>().GetGatewaysAsync(CancellationToken.None)).Select(uri => uri.ToString());
        var official = (await program.CallAsync(new Call("gateways"))).Gateways;
        Assert.Equal(["gwy.tcp://10.0.0.10:30010/10", "gwy.tcp://10.0.0.20:30020/20"], official.Order(StringComparer.Ordinal));
        Assert.Equal(official.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    private Dictionary<string, string?> Settings(string name)
    {
        var ports = FreePorts.Take(2);
        return new()
        {
            ["Orleans:Name"] = name,
            ["Orleans:ClusterId"] = $"mixed-{_id}",
            ["Orleans:ServiceId"] = "mixed",
            ["Orleans:Endpoints:AdvertisedIPAddress"] = "127.0.0.1",
            ["Orleans:Endpoints:SiloPort"] = ports[0].ToString(CultureInfo.InvariantCulture),
            ["Orleans:Endpoints:GatewayPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
            ["ConnectionStrings:storage"] = azurite.ConnectionString,
            ["Orleans:Clustering:ProviderType"] = "AzureTableStorage",
            ["Orleans:Clustering:ConnectionName"] = "storage",
            ["Orleans:GrainStorage:Blobs:ProviderType"] = "AzureBlobStorage",
            ["Orleans:GrainStorage:Blobs:ConnectionName"] = "storage",
            ["Orleans:GrainStorage:Tables:ProviderType"] = "AzureTableStorage",
            ["Orleans:GrainStorage:Tables:ConnectionName"] = "storage",
        };
    }
}
