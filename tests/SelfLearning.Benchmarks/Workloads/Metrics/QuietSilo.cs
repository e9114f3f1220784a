using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using SelfLearning.Contracts;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Benchmarks.Workloads.Metrics;

/// <summary>A silo in this process with <see cref="QuietModule"/>, whose contexts are flushed a second after they were called.</summary>
internal sealed class QuietSilo : IAsyncDisposable
{
    /// <summary>The module's name.</summary>
    public const string Module = "quiet";

    /// <summary>How often contexts are flushed.</summary>
    public static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly IHost _host;

    private QuietSilo(IHost host, ForgetfulStorage storage)
    {
        (_host, Storage) = (host, storage);
        Grains = host.Services.GetRequiredService<IGrainFactory>();
        Quiet = host.Services.GetRequiredService<ISelfLearningClient>().GetModule<QuietRequest, QuietResult>(Module);
    }

    /// <summary>Its storage.</summary>
    public ForgetfulStorage Storage { get; }

    /// <summary>Its grains.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>Its module.</summary>
    public IModuleClient<QuietRequest, QuietResult> Quiet { get; }

    /// <summary>Starts a silo.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="more">Names of modules that it has beside <see cref="Module"/>.</param>
    public static async Task<QuietSilo> StartAsync(CancellationToken cancellationToken, params string[] more)
    {
        var ports = FreePorts.Take(2);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Quiet:MetricsFlushInterval", (string?)FlushInterval.ToString())]);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(ports[0], ports[1]);
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                GrainNames.Storage, (services, key) => new ForgetfulStorage { Serializer = services.GetRequiredKeyedService<IGrainStorageSerializer>(key) });
            var modules = silo.AddSelfLearning();
            foreach (var name in (string[])[Module, .. more]) modules.AddModule<QuietModule>(name, builder.Configuration.GetSection("Quiet"));
        });
        builder.Services.AddSelfLearningClient();
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new QuietSilo(host, (ForgetfulStorage)host.Services.GetRequiredKeyedService<IGrainStorage>(GrainNames.Storage));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
