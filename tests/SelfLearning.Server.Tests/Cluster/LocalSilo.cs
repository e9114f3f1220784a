using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using SelfLearning.Contracts;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>A silo of its own, as an app has it: localhost clustering and no signing key in its configuration.</summary>
internal static class LocalSilo
{
    public static Task<IHost> StartAsync(ControlledStorage storage) =>
        StartAsync(silo => silo.Services.AddKeyedSingleton<IGrainStorage>(GrainNames.Storage, storage));

    public static async Task<IHost> StartAsync(Action<ISiloBuilder> addStorage)
    {
        var ports = FreePorts.Take(2);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(ports[0], ports[1]);
            addStorage(silo);
            silo.Services.AddSingleton<PoemGate>();
            silo.AddSelfLearning().AddModule<PoemModule>("poems");
        });
        builder.Services.AddSelfLearningClient();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
