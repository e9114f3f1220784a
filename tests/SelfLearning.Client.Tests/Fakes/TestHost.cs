using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Operations;
using SelfLearning.Outcomes;

namespace SelfLearning.Client.Tests.Fakes;

/// <summary>The client as a host gets it from its services, on a fake cluster and a clock the test moves.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public TestHost(Action<SelfLearningClientBuilder>? configure = null, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<Orleans.IGrainFactory>(Cluster).AddSingleton<TimeProvider>(Time);
        collection.AddKeyedSingleton(GrainNames.Storage, new Random(5)).AddSingleton<IMeterFactory>(Meters);
        collection.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Debug));
        services?.Invoke(collection);
        collection.AddSelfLearningClient(configure);
        _provider = collection.BuildServiceProvider();
    }

    public FakeCluster Cluster { get; } = new();

    public FakeTimeProvider Time { get; } = new(FakeContextGrain.Start);

    public LogMemory Log { get; } = new();

    public TestMeters Meters { get; } = new();

    public ISelfLearningClient Client => _provider.GetRequiredService<ISelfLearningClient>();

    public IModuleClient Lyrics => Client.GetModule("lyrics");

    public FakeContextGrain Folk => Cluster.Context("folk");

    /// <summary>All outcomes that wait.</summary>
    public OutcomeQueue Queue => Hosts.Outcomes;

    public HostContexts Hosts => _provider.GetRequiredService<HostContexts>();

    /// <summary>What the context has been told once everything that waits was sent.</summary>
    public async Task<IReadOnlyList<EndedOperation>> OutcomesAsync(string context = "folk")
    {
        await Queue.FlushAsync("lyrics", null);
        return Cluster.Context(context).Outcomes;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
