using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SelfLearning.Storage.Azure.Tests.Support;
using SelfLearning.Tests.Conformance;
using SelfLearning.Tests.Hosting;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Storage.Azure.Tests;

[Collection(AzuriteCollection.Name)]
public sealed class SiloTests(Azurite azurite)
{
    [StorageFact]
    public async Task Two_silos_and_a_client_find_each_other_by_configuration_alone_and_keep_state()
    {
        var settings = Settings();
        using var one = await StartSiloAsync(settings, "one");
        var two = await StartSiloAsync(settings, "two");
        using var client = TestHost.BuildClient(settings);
        await client.StartAsync();
        var grains = Enumerable.Range(0, 20)
            .Select(i => client.Services.GetRequiredService<IClusterClient>().GetGrain<ICounterGrain>(string.Create(CultureInfo.InvariantCulture, $"a/б-{i}")))
            .ToArray();

        Assert.All(await Task.WhenAll(grains.Select(grain => grain.AddAsync())), values => Assert.Equal((1L, 1L), values));
        Assert.Equal(["one", "two"], (await Task.WhenAll(grains.Select(grain => grain.GetSiloAsync()))).Distinct().Order());

        await two.StopAsync();
        two.Dispose();
        Assert.All(await Task.WhenAll(grains.Select(grain => grain.AddAsync())), values => Assert.Equal((2L, 2L), values));
        Assert.Equal(["one"], (await Task.WhenAll(grains.Select(grain => grain.GetSiloAsync()))).Distinct());

        await client.StopAsync();
        await one.StopAsync();
    }

    private static async Task<IHost> StartSiloAsync(Dictionary<string, string?> settings, string name)
    {
        var ports = FreePorts.Take(2);
        var host = TestHost.BuildSilo(new(settings)
        {
            ["Orleans:Name"] = name,
            ["Orleans:Endpoints:AdvertisedIPAddress"] = "127.0.0.1",
            ["Orleans:Endpoints:SiloPort"] = ports[0].ToString(CultureInfo.InvariantCulture),
            ["Orleans:Endpoints:GatewayPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
        });
        await host.StartAsync();
        return host;
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["Orleans:ClusterId"] = $"silos-{Guid.NewGuid():N}",
        ["Orleans:ServiceId"] = "silos",
        ["ConnectionStrings:storage"] = azurite.ConnectionString,
        ["Orleans:Clustering:ProviderType"] = "AzureTableStorage",
        ["Orleans:Clustering:ConnectionName"] = "storage",
        ["Orleans:GrainStorage:Blobs:ProviderType"] = "AzureBlobStorage",
        ["Orleans:GrainStorage:Blobs:ConnectionName"] = "storage",
        ["Orleans:GrainStorage:Tables:ProviderType"] = "AzureTableStorage",
        ["Orleans:GrainStorage:Tables:ConnectionName"] = "storage",
    };
}
