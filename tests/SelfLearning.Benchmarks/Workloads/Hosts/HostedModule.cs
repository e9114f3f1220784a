using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SelfLearning.Contracts;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>A module run by two hosts: one with an embedded silo, which keeps its state in memory, and one that reaches that silo over TCP.</summary>
internal sealed class HostedModule : IAsyncDisposable
{
    public const string Name = "hosted";
    public const string Context = "folk";

    private readonly IHost _embedded;
    private readonly IHost _remote;

    private HostedModule(IHost embedded, IHost remote) => (_embedded, _remote) = (embedded, remote);

    /// <summary>The module as the host with the silo has it.</summary>
    public IModuleClient Hosted => _embedded.Services.GetRequiredService<ISelfLearningClient>().GetModule(Name);

    /// <summary>The module as the host without a silo has it.</summary>
    public IModuleClient OverTcp => _remote.Services.GetRequiredService<ISelfLearningClient>().GetModule(Name);

    /// <summary>The grain that is held against it, called inside the process.</summary>
    public IRawHostGrain RawHosted => Raw(_embedded);

    /// <summary>The same over TCP.</summary>
    public IRawHostGrain RawOverTcp => Raw(_remote);

    public static async Task<HostedModule> StartAsync(CancellationToken cancellationToken)
    {
        var ports = FreePorts.Take(2);
        var silo = Builder();
        silo.UseOrleans(orleans =>
        {
            orleans.UseLocalhostClustering(ports[0], ports[1]);
            orleans.ConfigureEndpoints(IPAddress.Loopback, ports[0], ports[1], listenOnAnyHostAddress: false);
            orleans.AddMemoryGrainStorage(GrainNames.Storage);
            orleans.AddSelfLearning();
        });
        var remote = Builder();
        remote.UseOrleansClient(client => client.UseLocalhostClustering(ports[1]));
        var hosts = new HostedModule(Build(silo), Build(remote));
        await hosts._embedded.StartAsync(cancellationToken);
        await hosts._remote.StartAsync(cancellationToken);
        return hosts;
    }

    public async ValueTask DisposeAsync()
    {
        await _remote.StopAsync();
        await _embedded.StopAsync();
        _remote.Dispose();
        _embedded.Dispose();
    }

    private static HostApplicationBuilder Builder() => Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });

    private static IHost Build(HostApplicationBuilder builder)
    {
        builder.Services.AddSelfLearningClient(client => client.AddModule<HostedConfig>(Name));
        return builder.Build();
    }

    private static IRawHostGrain Raw(IHost host) => host.Services.GetRequiredService<IGrainFactory>().GetGrain<IRawHostGrain>(Context);
}
