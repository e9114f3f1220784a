using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using SelfLearning.Contracts;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>A silo of its own, as an app has it: localhost clustering and no signing key in its configuration.</summary>
internal static class LocalSilo
{
    public static async Task<IHost> StartAsync(ControlledStorage storage)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort());
            silo.Services.AddKeyedSingleton<IGrainStorage>(GrainNames.Storage, storage);
            silo.Services.AddSingleton<PoemGate>();
            silo.AddSelfLearning().AddModule<PoemModule>("poems");
        });
        builder.Services.AddSelfLearningClient();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
