using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using SelfLearning.Contracts;

namespace SelfLearning.Client.Tests.Fakes;

/// <summary>A real silo with real sockets in this process, its state in a file that lasts as long as the folder.</summary>
internal static class LocalSilo
{
    /// <summary>A silo that is ready when this ends. Every one on the same gateway port is the whole cluster of its time.</summary>
    public static async Task<IHost> StartAsync(string folder, int siloPort, int gatewayPort)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Orleans:ClusterId", "default"), new("Orleans:ServiceId", "default")]);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort, gatewayPort, primarySiloEndpoint: null, "default", "default")
            .Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback)
            .AddSqliteGrainStorage(GrainNames.Storage, storage => storage.Path = Path.Combine(folder, "state.db"))
            .AddSelfLearning());
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
