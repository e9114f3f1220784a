using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace SelfLearning.Client.Tests.Connecting;

public sealed class SharedConfigurationTests
{
    private const string Silos = """
        {
          "Orleans": {
            "ClusterId": "prod", "ServiceId": "songs",
            "GrainStorage": { "SelfLearning": { "ProviderType": "Redis" }, "Sql": { "ProviderType": "AdoNet" }, "Fast": { "ProviderType": "Memory" } },
            "GrainDirectory": { "Default": { "ProviderType": "Redis" } },
            "Reminders": { "ProviderType": "AdoNet" },
            "Streaming": { "Events": { "ProviderType": "Nothing" } },
            "BroadcastChannel": { "News": { "ProviderType": "Nothing" } }
          }
        }
        """;

    [Fact]
    public void The_silos_file_serves_a_client_whatever_it_says_of_storage()
    {
        using var host = Build(builder => builder.UseSelfLearningClient());

        var cluster = host.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        Assert.Equal(("prod", "songs"), (cluster.ClusterId, cluster.ServiceId));
        Assert.NotNull(host.Services.GetRequiredService<IClusterClient>());
    }

    [Fact]
    public void Orleans_own_client_does_not_take_the_silos_file() =>
        Assert.Throws<InvalidOperationException>(() => Build(builder => builder.UseOrleansClient()));

    [Fact]
    public void A_clustering_that_no_package_offers_is_an_error_that_names_it()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => Build(builder => builder.UseSelfLearningClient(), ("Orleans:Clustering:ProviderType", "Nothing")));

        Assert.Contains("'Nothing'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_clustering_the_gateway_is_on_this_machine_at_the_silos_port()
    {
        using var host = Build(builder => builder.UseSelfLearningClient(), ("Orleans:Endpoints:GatewayPort", "31234"));

        var gateways = host.Services.GetRequiredService<IGatewayListProvider>();
        await gateways.InitializeGatewayListProviderAsync(CancellationToken.None);
        Assert.Equal(31234, Assert.Single(await gateways.GetGatewaysAsync(CancellationToken.None)).Port);
    }

    [Fact]
    public void Gateways_are_read_and_calls_answered_within_seconds_unless_the_configuration_says_otherwise()
    {
        using var plain = Build(builder => builder.UseSelfLearningClient());
        using var configured = Build(
            builder => builder.UseSelfLearningClient(),
            ("Orleans:Gateway:GatewayListRefreshPeriod", "00:00:09"),
            ("Orleans:Messaging:ResponseTimeout", "00:00:07"));

        Assert.Equal((2.0, 5.0), Seconds(plain));
        Assert.Equal((9.0, 7.0), Seconds(configured));
    }

    [Fact]
    public void Orleans_client_can_be_told_more_after_it_and_the_call_can_be_repeated()
    {
        using var host = Build(builder =>
        {
            builder.UseSelfLearningClient();
            builder.UseOrleansClient(client => client.UseStaticClustering(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 4)));
            builder.UseSelfLearningClient();
        });

        Assert.Equal(4, Assert.Single(host.Services.GetRequiredService<IOptions<StaticGatewayListProviderOptions>>().Value.Gateways).Port);
        Assert.Single(host.Services.GetServices<IHostedService>(), service => service.GetType().Name == "BackgroundConnecting");
    }

    [Fact]
    public void A_host_that_has_orleans_already_is_told_what_to_call()
    {
        var error = Assert.Throws<ModuleConfigurationException>(() => Build(
            builder =>
            {
                builder.UseOrleansClient(client => client.UseLocalhostClustering());
                builder.UseSelfLearningClient();
            },
            withSilosFile: false));

        Assert.Contains("before it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Orleans_client_is_still_the_one_hosted_service_that_is_started_in_the_background()
    {
        var services = new ServiceCollection();
        services.AddOrleansClient(client => client.UseLocalhostClustering());

        Assert.Single(services, service => service.ServiceType == typeof(IHostedService));
        using var provider = services.BuildServiceProvider();
        Assert.Same(provider.GetRequiredService<IClusterClient>(), Assert.Single(provider.GetServices<IHostedService>()));
    }

    private static (double Gateways, double Answers) Seconds(IHost host) => (
        host.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.GatewayListRefreshPeriod.TotalSeconds,
        host.Services.GetRequiredService<IOptions<ClientMessagingOptions>>().Value.ResponseTimeout.TotalSeconds);

    private static IHost Build(Action<IHostApplicationBuilder> use, params (string Key, string Value)[] settings) => Build(use, withSilosFile: true, settings);

    private static IHost Build(Action<IHostApplicationBuilder> use, bool withSilosFile, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        if (withSilosFile) builder.Configuration.AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Silos)));
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        use(builder);
        return builder.Build();
    }
}
