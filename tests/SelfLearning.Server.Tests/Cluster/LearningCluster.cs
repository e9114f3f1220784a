using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;
using SelfLearning.Contracts;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>
/// An Orleans cluster in this process with the real grains and the real client library. Time stands still unless a test moves it;
/// storage is one <see cref="ControlledStorage"/> that outlives silos and fails on demand.
/// </summary>
public sealed class LearningCluster : IAsyncDisposable
{
    private static readonly string SigningKey = Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());
    private readonly InProcessTestCluster _cluster;
    private readonly ServiceProvider _client;

    private LearningCluster(InProcessTestCluster cluster, ServiceProvider client, FakeTimeProvider time, ControlledStorage storage, LogRecorder log) =>
        (_cluster, _client, Time, Storage, Log) = (cluster, client, time, storage, log);

    public FakeTimeProvider Time { get; }

    public ControlledStorage Storage { get; }

    public LogRecorder Log { get; }

    public IGrainFactory Grains => _cluster.Client;

    public InProcessTestCluster Orleans => _cluster;

    public ISelfLearningClient Client => _client.GetRequiredService<ISelfLearningClient>();

    public static async Task<LearningCluster> StartAsync(
        Action<SelfLearningSiloBuilder>? modules = null,
        Action<ISiloBuilder>? silo = null,
        ControlledStorage? storage = null,
        FakeTimeProvider? time = null,
        Action<SelfLearningClientBuilder>? client = null,
        short silos = 1,
        TimeSpan? responseTimeout = null)
    {
        time ??= new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 10, 0, 30, TimeSpan.Zero));
        storage ??= new ControlledStorage();
        var log = new LogRecorder();
        var seed = 0;
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, siloBuilder) =>
        {
            siloBuilder.Services.AddSingleton<TimeProvider>(time);
            siloBuilder.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            siloBuilder.Services.AddKeyedSingleton<IGrainStorage>(GrainNames.Storage, storage);
            siloBuilder.Services.AddKeyedTransient(GrainNames.Storage, (_, _) => new Random(Interlocked.Increment(ref seed)));
            siloBuilder.Services.AddLogging(logging => logging.AddProvider(log));
            silo?.Invoke(siloBuilder);
            var learning = siloBuilder.AddSelfLearning(options => options.SigningKey = SigningKey);
            modules?.Invoke(learning);
        });
        if (responseTimeout is { } timeout)
        {
            builder.ConfigureSilo((_, siloBuilder) => siloBuilder.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = timeout));
            builder.ConfigureClient(clientBuilder => clientBuilder.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = timeout));
        }

        var cluster = builder.Build();
        await cluster.DeployAsync();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(cluster.Client);
        services.AddSingleton<IGrainFactory>(cluster.Client);
        services.AddLogging(logging => logging.AddProvider(log));
        services.AddKeyedSingleton(GrainNames.Storage, new Random(7));
        services.AddSelfLearningClient(client);
        var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
        return new LearningCluster(cluster, provider, time, storage, log);
    }

    public IContextGrain Context(string module, string context) =>
        Grains.GetGrain<IContextGrain>(GrainNames.ContextGrain(module, ContextKey.Parse(context)));

    /// <summary>Ends the activation of a context, so that its next call reads what is on storage.</summary>
    public Task DeactivateAsync(string module, string context) => _cluster.DeactivateAsync(Context(module, context));

    public async ValueTask DisposeAsync()
    {
        Storage.Heal();
        await _client.DisposeAsync();
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
