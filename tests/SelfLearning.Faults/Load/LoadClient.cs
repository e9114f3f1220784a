using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SelfLearning.Faults.Silos;

namespace SelfLearning.Faults.Load;

/// <summary>The host app of the run: a client of the cluster with the configuration of its silos.</summary>
internal sealed class LoadClient : IAsyncDisposable
{
    private const int InSilo = 18;
    private const int InHost = 6;

    private readonly IHost _host;

    private LoadClient(IHost host)
    {
        _host = host;
        Client = host.Services.GetRequiredService<ISelfLearningClient>();
        var (brew, hosted) = (Client.GetModule<BrewRequest, Brew>(BrewModule.Name), Client.GetModule(BrewModule.Hosted));
        Contexts =
        [
            .. Keys(InSilo).Select(key => new LoadedContext(brew, key, async (plan, token) =>
            {
                var result = await brew.ProcessAsync(new BrewRequest(key.Text, plan.Milliseconds), token);
                return (result.Id, result.Data!.Goodness);
            })),
            .. Keys(InHost).Select(key => new LoadedContext(hosted, key, async (plan, token) =>
            {
                var result = await hosted.RunAsync<BrewConfig, Brew>(key, async (config, running) =>
                {
                    await Task.Delay(plan.Milliseconds, running);
                    return BrewModule.Of(config);
                }, token);
                return (result.Id, result.Data!.Goodness);
            })),
        ];
    }

    public ISelfLearningClient Client { get; }

    public IReadOnlyList<LoadedContext> Contexts { get; }

    public static async Task<LoadClient> ConnectAsync(SiloCluster cluster, FileLogger log, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(cluster.Settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(log);
        builder.UseSelfLearningClient(
            client => client.AddModule<BrewConfig>(BrewModule.Hosted, builder.Configuration.GetSection($"Modules:{BrewModule.Hosted}")));
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var client = new LoadClient(host);
        await client.ReachAsync(cancellationToken);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _host.StopAsync(limit.Token);
        _host.Dispose();
    }

    // The host does not wait for the cluster: a call before it is connected is no failure of the cluster.
    private async Task ReachAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Client.GetModule(BrewModule.Name).GetOptionsAsync(cancellationToken);
                return;
            }
            catch (ClusterUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    private static IEnumerable<ContextKey> Keys(int count) =>
        Enumerable.Range(1, count).Select(number => ContextKey.Parse(string.Create(CultureInfo.InvariantCulture, $"pot-{number}")));
}
