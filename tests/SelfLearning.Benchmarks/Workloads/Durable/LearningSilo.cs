using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Benchmarks.Workloads.Durable;

/// <summary>A silo with its client in this process, as an app embeds it, on a backend.</summary>
internal sealed class LearningSilo : IAsyncDisposable
{
    private static readonly string SigningKey = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    private readonly IHost _host;

    private LearningSilo(IHost host, WrittenBytes written) => (_host, Written) = (host, written);

    /// <summary>What signs the result ids.</summary>
    public static SigningKeys Keys { get; } = SigningKeys.Parse(SigningKey, []);

    /// <summary>The learning records written.</summary>
    public WrittenBytes Written { get; }

    /// <summary>The client.</summary>
    public ISelfLearningClient Client => _host.Services.GetRequiredService<ISelfLearningClient>();

    /// <summary>The grains.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts it.</summary>
    /// <param name="storage">The section of its grain storage.</param>
    /// <param name="modules">Adds modules that run in it.</param>
    public static async Task<LearningSilo> StartAsync(Dictionary<string, string?> storage, Action<SelfLearningSiloBuilder>? modules = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        foreach (var name in (string[])[GrainNames.Storage, WriteGrain.Storage])
        {
            builder.Configuration.AddInMemoryCollection(
                storage.Append(new("SerializerKey", GrainNames.Storage)).Select(setting => KeyValuePair.Create($"Orleans:GrainStorage:{name}:{setting.Key}", setting.Value)));
        }

        // A conflict or a write that failed explains what no figure does.
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddFilter("SelfLearning", LogLevel.Warning).AddConsole();
        WrittenBytes? written = null;
        var ports = FreePorts.Take(2);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(ports[0], ports[1]);
            var learning = silo.AddSelfLearning(options => options.SigningKey = SigningKey);
            modules?.Invoke(learning);
            var own = silo.Services.Last(service => service.ServiceType == typeof(IGrainStorageSerializer) && GrainNames.Storage.Equals(service.ServiceKey));
            silo.Services.Remove(own);
            silo.Services.AddKeyedSingleton<IGrainStorageSerializer>(
                GrainNames.Storage,
                (services, _) => written ??= new WrittenBytes((IGrainStorageSerializer)ActivatorUtilities.CreateInstance(services, own.KeyedImplementationType!)));
        });
        builder.Services.AddSelfLearningClient();
        var host = builder.Build();
        await host.StartAsync();
        return new LearningSilo(host, (WrittenBytes)host.Services.GetRequiredKeyedService<IGrainStorageSerializer>(GrainNames.Storage));
    }

    /// <summary>A raw grain that writes.</summary>
    public IWriteGrain Writer(int number) => Grains.GetGrain<IWriteGrain>(number);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
