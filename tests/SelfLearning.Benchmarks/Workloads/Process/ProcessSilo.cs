using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SelfLearning.Contracts;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>A host with a silo and a client of it, as an app embeds them, with its state in memory.</summary>
internal static class ProcessSilo
{
    public const string Asynchronous = "asynchronous";
    public const string Default = "default";

    public static async Task<(IHost Host, int GatewayPort)> StartAsync(CancellationToken cancellationToken)
    {
        var ports = FreePorts.Take(2);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(ports[0], ports[1]);
            silo.ConfigureEndpoints(IPAddress.Loopback, ports[0], ports[1], listenOnAnyHostAddress: false);
            silo.AddMemoryGrainStorage(GrainNames.Storage);
            silo.AddSelfLearning().AddModule<AsynchronousNoopModule>(Asynchronous).AddModule<NoopModule>(Default);
        });
        builder.Services.AddSelfLearningClient();
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return (host, ports[1]);
    }
}
