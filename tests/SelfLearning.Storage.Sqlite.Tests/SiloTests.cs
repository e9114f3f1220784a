using System.Globalization;
using Microsoft.Extensions.Configuration;
using Orleans.TestingHost;
using SelfLearning.Storage.Sqlite.Tests.Support;

namespace SelfLearning.Storage.Sqlite.Tests;

public sealed class SiloTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_state_survives_the_restart_of_a_silo_that_found_the_provider_by_configuration_alone()
    {
        await using (var cluster = await StartAsync(silos: 1))
        {
            Assert.Equal(1, await cluster.Client.GetGrain<ICounterGrain>("a/б").AddAsync());
            Assert.Equal(2, await cluster.Client.GetGrain<ICounterGrain>("a/б").AddAsync());
        }

        Assert.Equal([_folder.File()], Directory.GetFiles(_folder.Path)); // The silo has moved its write-ahead log into the file.
        await using (var cluster = await StartAsync(silos: 1))
        {
            Assert.Equal(2, await cluster.Client.GetGrain<ICounterGrain>("a/б").GetAsync());
            Assert.Equal(3, await cluster.Client.GetGrain<ICounterGrain>("a/б").AddAsync());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_silos_of_one_process_work_on_one_file(bool kill)
    {
        await using (var cluster = await StartAsync(silos: 2))
        {
            await UseBothAndLoseOneAsync(cluster, kill);
        }

        Assert.Equal([_folder.File()], Directory.GetFiles(_folder.Path)); // Both have let the file go.
    }

    private static async Task UseBothAndLoseOneAsync(InProcessTestCluster cluster, bool kill)
    {
        var grains = Enumerable.Range(0, 40)
            .Select(i => cluster.Client.GetGrain<ICounterGrain>(i.ToString(CultureInfo.InvariantCulture)))
            .ToArray();
        await Task.WhenAll(grains.Select(grain => grain.AddAsync()));
        var silos = await Task.WhenAll(grains.Select(grain => grain.GetSiloAsync()));
        Assert.Equal(2, silos.Distinct().Count());

        await (kill ? cluster.KillSiloAsync(cluster.Silos[1]) : cluster.StopSiloAsync(cluster.Silos[1]));

        foreach (var grain in grains)
        {
            await FindAsync(grain);
            Assert.Equal(2, await grain.AddAsync());
        }
    }

    // A call right after a kill may still be sent to the silo that has gone, and is answered by nobody: this one changes nothing.
    private static async Task FindAsync(ICounterGrain grain)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await grain.GetSiloAsync().WaitAsync(TimeSpan.FromSeconds(5));
                return;
            }
            catch (Exception exception) when (attempt < 6 && exception is (TimeoutException or OrleansException))
            {
            }
        }
    }

    private async Task<InProcessTestCluster> StartAsync(short silos)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.ServiceId = "sqlite-tests";
        builder.ConfigureHost(host => host.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Orleans:GrainStorage:SelfLearning:ProviderType"] = "Sqlite",
            ["Orleans:GrainStorage:SelfLearning:Path"] = _folder.File(),
        }));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
