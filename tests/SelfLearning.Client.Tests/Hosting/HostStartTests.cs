using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SelfLearning.Client.Tests.Fakes;

namespace SelfLearning.Client.Tests.Hosting;

/// <summary>A whole host around the client, on a fake cluster.</summary>
public sealed class HostStartTests : IDisposable
{
    private readonly FakeCluster _cluster = new();
    private readonly LogMemory _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_wrong_setting_fails_the_start_and_is_named_before_any_module_is_registered()
    {
        var builder = Builder();
        builder.Configuration.AddInMemoryCollection([new("Modules:lyrics:Temprature", "0.5")]);
        builder.Services.AddSelfLearningClient(c => c
            .AddModule<LyricsConfig>("poems")
            .AddModule<LyricsConfig>("lyrics", builder.Configuration.GetSection("Modules:lyrics")));
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<ModuleConfigurationException>(() => host.StartAsync());

        Assert.Contains("Modules:lyrics:Temprature", error.Message, StringComparison.Ordinal);
        Assert.Empty(_cluster.Definition("poems").Calls);
    }

    [Fact]
    public async Task At_start_the_module_is_registered_with_its_bound_defaults_and_options()
    {
        using var host = HostOf(("Modules:lyrics:Temperature", "0.3"), ("Modules:lyrics:QueueLimit", "50"));

        await host.StartAsync();
        await host.StopAsync();

        var definition = (ModuleDefinition)Assert.Single(_cluster.Definition().CallsOf("register"))[0]!;
        Assert.Equal(("0.3", 50), (definition.Parameters[0].Default, definition.Options.QueueLimit));
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_warned_of_and_the_host_starts()
    {
        _cluster.IsConnected = false;
        using var host = HostOf();

        await host.StartAsync();
        _cluster.IsConnected = true;
        await using (await host.Services.GetRequiredService<ISelfLearningClient>().GetModule("lyrics").BeginAsync<LyricsConfig>("folk"))
        {
            Assert.Single(_cluster.Definition().CallsOf("register"));
        }

        await host.StopAsync();
        Assert.Contains("first operation tries again", Assert.Single(_log.Warnings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_registered_with_other_content_fails_the_start()
    {
        var refusal = new ModuleConfigurationException("revision 1 is registered with other content");
        _cluster.Definition().Failure = refusal;
        using var host = HostOf();

        Assert.Same(refusal, await Assert.ThrowsAsync<ModuleConfigurationException>(() => host.StartAsync()));
    }

    [Fact]
    public async Task A_module_added_twice_fails_the_start()
    {
        using var host = HostOf(c => c.AddModule<LyricsConfig>("lyrics").AddModule<LyricsConfig>("lyrics"));

        var error = await Assert.ThrowsAsync<ModuleConfigurationException>(() => host.StartAsync());

        Assert.Contains("added twice", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_calls_that_add_the_client_add_up()
    {
        var builder = Builder();
        builder.Services.AddSelfLearningClient(c => c.AddModule<LyricsConfig>("lyrics"));
        builder.Services.AddSelfLearningClient(c => c.AddModule<LyricsConfig>("poems"));
        using var host = builder.Build();

        await host.StartAsync();
        await host.StopAsync();

        Assert.Single(_cluster.Definition("lyrics").CallsOf("register"));
        Assert.Single(_cluster.Definition("poems").CallsOf("register"));
    }

    [Fact]
    public void A_host_without_orleans_is_told_what_to_call()
    {
        using var provider = new ServiceCollection().AddSelfLearningClient().BuildServiceProvider();

        var error = Assert.Throws<ModuleConfigurationException>(() => provider.GetRequiredService<ISelfLearningClient>());

        Assert.Contains("UseSelfLearningClient", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orleans_client_that_is_not_started_gives_a_retryable_error()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => client.UseLocalhostClustering());
        builder.Services.AddSelfLearningClient();
        using var host = builder.Build();
        var lyrics = host.Services.GetRequiredService<ISelfLearningClient>().GetModule("lyrics");

        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(() => lyrics.GetPerformanceMetricsAsync());

        Assert.Equal((true, false), (error.IsRetryable, error.WasSent));
        Assert.Contains("not connected", error.Message, StringComparison.Ordinal);
    }

    private IHost HostOf(params (string Key, string? Value)[] settings)
    {
        var builder = Builder();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value));
        builder.Services.AddSelfLearningClient(c => c.AddModule<LyricsConfig>("lyrics", builder.Configuration.GetSection("Modules:lyrics")));
        return builder.Build();
    }

    private IHost HostOf(Action<SelfLearningClientBuilder> configure)
    {
        var builder = Builder();
        builder.Services.AddSelfLearningClient(configure);
        return builder.Build();
    }

    private HostApplicationBuilder Builder()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_log);
        builder.Services.AddSingleton<IGrainFactory>(_cluster);
        return builder;
    }
}
