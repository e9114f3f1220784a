using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Silo.Tests.Cluster;

/// <summary>Silos of this process with real sockets, and hosts without a silo, that all find each other over one emulator by one configuration.</summary>
/// <param name="folder">Where the emulator keeps its data; <c>null</c> keeps it in memory.</param>
internal sealed class SongCluster(string? folder = null)
{
    private readonly List<IAsyncDisposable> _silos = [];
    private readonly List<IHost> _hosts = [];

    public AzuriteProcess Azurite { get; } = new(folder);

    /// <summary>The configuration file of silos and clients.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["ConnectionStrings:storage"] = Azurite.ConnectionString,
        ["Orleans:ClusterId"] = "songs",
        ["Orleans:ServiceId"] = "songs",
        ["Orleans:Clustering:ProviderType"] = "AzureTableStorage",
        ["Orleans:Clustering:ConnectionName"] = "storage",
        ["Orleans:GrainStorage:SelfLearning:ProviderType"] = "AzureBlobStorage",
        ["Orleans:GrainStorage:SelfLearning:ConnectionName"] = "storage",
        ["SelfLearning:SigningKey"] = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        ["Modules:songs:MetricsFlushInterval"] = "00:00:01",
    };

    /// <summary>What one silo needs beside <see cref="Settings"/>.</summary>
    public static Dictionary<string, string?> OwnSettings(string name)
    {
        var ports = FreePorts.Take(3).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        return new()
        {
            ["Urls"] = $"http://127.0.0.1:{ports[0]}",
            ["Orleans:Name"] = name,
            ["Orleans:Endpoints:AdvertisedIPAddress"] = "127.0.0.1",
            ["Orleans:Endpoints:SiloPort"] = ports[1],
            ["Orleans:Endpoints:GatewayPort"] = ports[2],
        };
    }

    /// <summary>A silo that is active when this ends.</summary>
    public async Task<WebApplication> StartSiloAsync(string name)
    {
        var settings = Settings.Concat(OwnSettings(name)).Append(new("Logging:LogLevel:Default", "None"));
        var builder = SiloApplication.CreateBuilder(
            [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")],
            silo => silo.AddModule<SongModule>(SongModule.Name, silo.Silo.Configuration.GetSection("Modules:songs")));
        var app = SiloApplication.Build(builder);
        _silos.Add(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>A host without a silo.</summary>
    public async Task<ISelfLearningClient> ConnectAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.UseSelfLearningClient();
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        return host.Services.GetRequiredService<ISelfLearningClient>();
    }

    /// <summary>Ends everything.</summary>
    public async Task StopAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        foreach (var silo in _silos) await silo.DisposeAsync();
        await Azurite.StopAsync();
    }
}
