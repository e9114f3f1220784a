using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SelfLearning.Server.Tests.Cluster;

/// <summary>
/// One cluster for all tests of a class, which keep apart by their module's name or their context. Module <c>script</c> runs in the
/// silo; other modules are registered by the tests and run in the host.
/// </summary>
public class ScriptCluster : IAsyncLifetime
{
    public LearningCluster Cluster { get; private set; } = null!;

    public ScriptGates Gates { get; } = new();

    public Microsoft.Extensions.Time.Testing.FakeTimeProvider Time => Cluster.Time;

    public ISelfLearningClient Client => Cluster.Client;

    public LogRecorder Log => Cluster.Log;

    public IModuleClient<Script, Scene> Scripted => Client.GetModule<Script, Scene>("script");

    /// <summary>Nothing is tried unless a test wants it: what a call gets must not depend on chance.</summary>
    protected virtual IConfiguration? Settings => new ConfigurationBuilder().AddInMemoryCollection([new("ExplorationRate", "0")]).Build();

    protected virtual TimeSpan? ResponseTimeout => null;

    public async Task InitializeAsync() => Cluster = await LearningCluster.StartAsync(
        modules => modules.AddModule<ScriptModule>("script", Settings),
        silo =>
        {
            silo.Services.AddSingleton(Gates);
            Configure(silo.Services);
        },
        responseTimeout: ResponseTimeout);

    public Task DisposeAsync() => Cluster.DisposeAsync().AsTask();

    /// <summary>Lets the time to the next flush of every context go by.</summary>
    public void PassFlushInterval() => Time.Advance(new ModuleOptions().MetricsFlushInterval);

    /// <summary>A module of its own for a test, run by the host with a <see cref="SceneConfig"/>.</summary>
    public async Task<IModuleClient> HostedAsync(string name, ModuleOptions? options = null)
    {
        var module = Client.GetModule(name);
        await module.RegisterAsync(Definition(name, options));
        return module;
    }

    public static ModuleDefinition Definition(string name, ModuleOptions? options = null, int revision = 1) =>
        ModuleConfigSchema<SceneConfig>.Bind(name, null).ToDefinition(revision) with { Options = options ?? new ModuleOptions { ExplorationRate = 0 } };

    protected virtual void Configure(IServiceCollection services)
    {
    }
}
