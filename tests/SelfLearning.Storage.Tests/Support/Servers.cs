using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Messaging;
using Orleans.Storage;
using SelfLearning.Contracts;
using SelfLearning.Server;
using SelfLearning.Tests.Conformance;
using SelfLearning.Tests.Hosting;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Storage.Tests.Support;

/// <summary>One Redis, one PostgreSQL with the schema of <c>deploy/postgresql</c>, and a silo that finds them by configuration alone.</summary>
public sealed class Servers : IAsyncLifetime
{
    private const string RecordsSuffix = "Records";

    private readonly RedisProcess _redis = new();
    private readonly PostgresProcess _postgres = new();
    private readonly List<IHost> _built = [];
    private IHost? _silo;

    public async Task InitializeAsync()
    {
        if (StorageServer.Missing is not null) return;
        await Task.WhenAll(_redis.StartAsync(), _postgres.StartAsync());
        await ApplySchemaAsync();
        await ApplySchemaAsync();
        var ports = FreePorts.Take(2);
        var settings = new Dictionary<string, string?>(Clustering("Redis", "silo"))
        {
            ["Orleans:Endpoints:AdvertisedIPAddress"] = "127.0.0.1",
            ["Orleans:Endpoints:SiloPort"] = ports[0].ToString(CultureInfo.InvariantCulture),
            ["Orleans:Endpoints:GatewayPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
        };
        foreach (var provider in (string[])["Redis", "AdoNet", "Memory"])
        {
            foreach (var (name, serializer) in ((string, string?)[])[(provider, null), (provider + RecordsSuffix, RecordsSuffix)])
            {
                settings[$"Orleans:GrainStorage:{name}:ProviderType"] = provider;
                settings[$"Orleans:GrainStorage:{name}:Invariant"] = "Npgsql";
                settings[$"Orleans:GrainStorage:{name}:ConnectionString"] = ConnectionString(provider);
                settings[$"Orleans:GrainStorage:{name}:SerializerKey"] = serializer;
            }
        }

        _silo = TestHost.BuildSilo(settings, services => services.AddKeyedSingleton<IGrainStorageSerializer, RecordSerializer>(RecordsSuffix));
        await _silo.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.StopAsync();
            _silo.Dispose();
        }

        foreach (var host in _built) host.Dispose();
        await Task.WhenAll(_redis.DeleteAsync(), _postgres.DeleteAsync());
    }

    /// <summary>Runs the script as its header says.</summary>
    internal Task ApplySchemaAsync() => _postgres.RunScriptAsync(RepositoryFolder.Find("deploy/postgresql/schema.sql"));

    /// <summary>The grain storage of a provider.</summary>
    internal IGrainStorage Storage(string provider) => _silo!.Services.GetRequiredKeyedService<IGrainStorage>(provider);

    /// <summary>The records of the product in the storage of a provider.</summary>
    internal RecordStorage Records(string provider) => new(
        new ServiceCollection().AddKeyedSingleton(GrainNames.Storage, Storage(provider + RecordsSuffix)).BuildServiceProvider());

    /// <summary>The membership table that a silo of a cluster makes.</summary>
    internal IMembershipTable Membership(string provider, string cluster) =>
        Build(TestHost.BuildSilo(Clustering(provider, cluster))).Services.GetRequiredService<IMembershipTable>();

    /// <summary>The gateway list that a client of a cluster makes.</summary>
    internal IGatewayListProvider Gateways(string provider, string cluster) =>
        Build(TestHost.BuildClient(Clustering(provider, cluster))).Services.GetRequiredService<IGatewayListProvider>();

    private Dictionary<string, string?> Clustering(string provider, string cluster) => new()
    {
        ["Orleans:ClusterId"] = cluster,
        ["Orleans:ServiceId"] = "membership",
        ["Orleans:Clustering:ProviderType"] = provider,
        ["Orleans:Clustering:Invariant"] = "Npgsql",
        ["Orleans:Clustering:ConnectionString"] = ConnectionString(provider),
    };

    private string ConnectionString(string provider) => provider == "Redis" ? _redis.ConnectionString : _postgres.ConnectionString;

    private IHost Build(IHost host)
    {
        _built.Add(host);
        return host;
    }
}
