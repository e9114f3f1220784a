using Microsoft.Extensions.Configuration;
using SelfLearning.Silo.Configuration;
using SelfLearning.Silo.Hosting;

namespace SelfLearning.Silo.Tests.Configuration;

public sealed class ConfigurationRulesTests
{
    private const string Key = "SelfLearning:SigningKey=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string Azure = "ProviderType=AzureTableStorage";
    private const string Cluster =
        $"ConnectionStrings:storage=UseDevelopmentStorage=true|Orleans:Clustering:{Azure}|Orleans:Clustering:ConnectionName=storage"
        + $"|Orleans:GrainStorage:SelfLearning:{Azure}|Orleans:GrainStorage:SelfLearning:ConnectionName=storage";

    public ConfigurationRulesTests() => SiloServices.RegisterDrivers();

    [Theory]
    [InlineData("")]
    [InlineData($"{Cluster}|{Key}")]
    [InlineData($"{Cluster}|{Key}|Orleans:Endpoints:AdvertisedIPAddress=10.0.0.5|Orleans:Endpoints:SiloListeningEndpoint=0.0.0.0:11111|Orleans:Name=a")]
    [InlineData($"{Cluster}|SelfLearning:SigningKey=1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=|SelfLearning:OlderSigningKeys:0=YAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("Orleans:GrainStorage:SelfLearning:ProviderType=Memory|Orleans:Endpoints:GatewayPort=0")]
    [InlineData("Orleans:GrainStorage:SelfLearning:ProviderType=AdoNet|Orleans:GrainStorage:SelfLearning:Invariant=Npgsql|Orleans:GrainStorage:SelfLearning:ConnectionString=Host=db")]
    [InlineData("Urls=http://localhost:5000;http://[::1]:5001;http://unix:/run/silo.sock|SelfLearning:HealthUrl=http://*:8081")]
    [InlineData("HTTP_PORTS=8080|Urls=http://127.0.0.1:8080")]
    [InlineData("Urls=http://0.0.0.0:8080|SelfLearning:ApiKeys:a:Hash=sha256:0000000000000000000000000000000000000000000000000000000000000000|SelfLearning:ApiKeys:a:Roles:0=reader")]
    [InlineData("Kestrel:Endpoints:Http:Url=http://127.0.0.1:8080|Urls=http://*:80")]
    [InlineData("Orleans:ClusterMembership:ProbeTimeout=00:00:03|Orleans:ClusterMembership:NumVotesForDeathDeclaration=1|Orleans:Messaging:ResponseTimeout=00:00:10")]
    [InlineData("Modules:drinks:Sugar=3|Anything:Else=1")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=https://collector:4317|OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=http://127.0.0.1:4318/v1/logs|OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=http/protobuf")]
    [InlineData("SelfLearning:ApiKeys=|SelfLearning:OlderSigningKeys=|SelfLearning:SigningKey= |Orleans:Endpoints=")]
    [InlineData("SelfLearning:OrleansDashboard=false|SelfLearning:TraceContexts=True|SelfLearning:EvaluationComments=true")]
    public void A_configuration_that_can_work_is_taken(string settings) => Assert.Empty(Faults(settings));

    [Theory]
    [InlineData("Orleans:Clustering:ProviderType=AzureTables", "Orleans:Clustering:ProviderType is 'AzureTables'", "AdoNet, AzureRedisCache, AzureTableStorage, Development, Redis")]
    [InlineData("Orleans:Clustering:ConnectionName=storage", "Orleans:Clustering has no ProviderType")]
    [InlineData("Orleans:GrainStorage:SelfLearning:ProviderType=sqlite", "Orleans:GrainStorage:SelfLearning:ProviderType is 'sqlite'", "Sqlite (capitals matter)")]
    [InlineData("Orleans:GrainStorage:Other:ProviderType=Memory", "Orleans:GrainStorage:SelfLearning is missing")]
    [InlineData("Orleans:GrainStorage:selflearning:ProviderType=Sqlite", "Orleans:GrainStorage:selflearning is spelt otherwise")]
    [InlineData($"{Cluster}|{Key}|Orleans:GrainStorage:SelfLearning:ProviderType=Sqlite", "ProviderType is 'Sqlite' in a cluster")]
    [InlineData($"{Cluster}|{Key}|Orleans:GrainStorage:SelfLearning:ProviderType=Memory", "ProviderType is 'Memory' in a cluster")]
    [InlineData($"{Cluster}|{Key}|ConnectionStrings:storage=", "Orleans:Clustering:ConnectionName is 'storage'", "ConnectionStrings:storage is missing")]
    [InlineData("Orleans:GrainStorage:SelfLearning:ProviderType=Redis", "set Orleans:GrainStorage:SelfLearning:ConnectionString")]
    [InlineData("Orleans:GrainStorage:SelfLearning:ProviderType=AdoNet|Orleans:GrainStorage:SelfLearning:ConnectionString=x", "Orleans:GrainStorage:SelfLearning:Invariant is missing", "Npgsql")]
    [InlineData(Cluster, "SelfLearning:SigningKey is missing in a cluster", "openssl rand -base64 32")]
    [InlineData("SelfLearning:SigningKey=c2hvcnQ=", "SelfLearning:SigningKey", "has 5 bytes")]
    [InlineData("SelfLearning:OlderSigningKeys:0=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "SelfLearning:OlderSigningKeys is set without SelfLearning:SigningKey")]
    [InlineData($"{Key}|SelfLearning:OlderSigningKeys:0=AQ==", "Older signing key 1 has 1 bytes")]
    [InlineData("SelfLearning:SigninKey=x", "SelfLearning:SigninKey is not known", "SigningKey, OlderSigningKeys, PayloadLimit, MaximumCalls, MaximumCallsPerContext, MaximumWaitingFeedback, EvaluationComments, HealthUrl")]
    [InlineData("SelfLearning:PayloadLimit=1MB", "SelfLearning:PayloadLimit is '1MB'")]
    [InlineData("SelfLearning:MaximumCalls=0", "SelfLearning:MaximumCalls is '0'", "whole number of calls from 1")]
    [InlineData("SelfLearning:MaximumCallsPerContext=-1", "SelfLearning:MaximumCallsPerContext is '-1'")]
    [InlineData("SelfLearning:MaximumWaitingFeedback=many", "SelfLearning:MaximumWaitingFeedback is 'many'", "feedbacks")]
    [InlineData("SelfLearning:OrleansDashboard=off", "SelfLearning:OrleansDashboard is 'off'", "true or false")]
    [InlineData("SelfLearning:EvaluationComments=1", "SelfLearning:EvaluationComments is '1'")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT is 'collector:4317'", "http://127.0.0.1:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=4317", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT is '4317'")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTEL_EXPORTER_OTLP_PROTOCOL is 'http/json'", "grpc", "http/protobuf")]
    [InlineData("Orleans:Clusterng:ProviderType=Redis", "Orleans:Clusterng is not known")]
    [InlineData("Orleans:Endpoints:Port=1", "Orleans:Endpoints:Port is not known")]
    [InlineData("Orleans:Endpoints:SiloPort=70000", "Orleans:Endpoints:SiloPort is '70000'", "1 to 65535")]
    [InlineData("Orleans:Endpoints:SiloPort=0", "Orleans:Endpoints:SiloPort is '0'")]
    [InlineData("Orleans:Endpoints:GatewayPort=abc", "Orleans:Endpoints:GatewayPort is 'abc'")]
    [InlineData("Orleans:Endpoints:GatewayPort=11111", "are both 11111")]
    [InlineData($"{Cluster}|{Key}|Orleans:Endpoints:AdvertisedIPAddress=silo1", "Orleans:Endpoints:AdvertisedIPAddress is 'silo1'")]
    [InlineData($"{Cluster}|{Key}|Orleans:Endpoints:AdvertisedIPAddress=0.0.0.0", "under which no other silo can reach this one")]
    [InlineData($"{Cluster}|{Key}|Orleans:Endpoints:SiloListeningEndpoint=0.0.0.0", "Orleans:Endpoints:SiloListeningEndpoint is '0.0.0.0'")]
    [InlineData("Orleans:Endpoints:AdvertisedIPAddress=10.0.0.5", "on a silo on its own")]
    [InlineData("Orleans:Endpoints:GatewayListeningEndpoint=0.0.0.0:30000", "on a silo on its own")]
    [InlineData("Orleans:ClusterMembership:ProbeTimeout=soon", "Orleans:ClusterMembership:ProbeTimeout is 'soon'", "00:00:02")]
    [InlineData("Orleans:ClusterMembership:Probe=1", "Orleans:ClusterMembership:Probe is not known")]
    [InlineData("Urls=http://0.0.0.0:8080", "Urls is 'http://0.0.0.0:8080'", "SelfLearning:HealthUrl")]
    [InlineData("Urls=http://localhost:5000;http://silo.example:5001", "Urls is 'http://silo.example:5001'")]
    [InlineData("SelfLearning:ApiKeys:a:Hash=secret|SelfLearning:ApiKeys:a:Roles:0=boss", "SelfLearning:ApiKeys:a:Hash is not a hash")]
    [InlineData("SelfLearning:ApiKeys:a:Hash=secret|SelfLearning:ApiKeys:a:Roles:0=boss", "SelfLearning:ApiKeys:a:Roles has 'boss'")]
    [InlineData("SelfLearning:ApiKeys=sha256:0000000000000000000000000000000000000000000000000000000000000000", "SelfLearning:ApiKeys is a text", "SelfLearning:ApiKeys:NAME:Hash")]
    [InlineData($"{Key}|SelfLearning:OlderSigningKeys=1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "SelfLearning:OlderSigningKeys is a text", "SelfLearning:OlderSigningKeys:0")]
    [InlineData("SelfLearning:Http=100", "SelfLearning:Http is a text", "SelfLearning:Http:RequestsPerSecond")]
    [InlineData("Orleans:Endpoints=0.0.0.0:11111", "Orleans:Endpoints is a text", "Orleans:Endpoints:AdvertisedIPAddress")]
    [InlineData("Orleans:ClusterMembership=1", "Orleans:ClusterMembership is a text", "Orleans:ClusterMembership:")]
    [InlineData("Orleans:Messaging=00:00:10", "Orleans:Messaging is a text", "Orleans:Messaging:ResponseTimeout")]
    [InlineData("Orleans:Clustering=Redis|Orleans:GrainStorage:SelfLearning:ProviderType=Sqlite", "Orleans:Clustering is a text", "Orleans:Clustering:ProviderType")]
    [InlineData("Orleans:GrainStorage=Memory", "Orleans:GrainStorage is a text", "Orleans:GrainStorage:SelfLearning:ProviderType")]
    [InlineData("Urls=8080", "Urls is '8080', which is no address")]
    [InlineData("HTTP_PORTS=8080", "ASPNETCORE_HTTP_PORTS", "set Urls to http://127.0.0.1:8080")]
    [InlineData("HTTPS_PORTS=8443", "ASPNETCORE_HTTPS_PORTS")]
    [InlineData("Kestrel:Endpoints:Http:Url=http://*:8080", "Kestrel:Endpoints:Http:Url is 'http://*:8080'")]
    [InlineData("SelfLearning:HealthUrl=8081", "SelfLearning:HealthUrl is '8081'")]
    [InlineData("SelfLearning:HealthUrl=https://*:8081", "SelfLearning:HealthUrl is 'https://*:8081'")]
    [InlineData("SelfLearning:HealthUrl=http://*:8080", "has the same port")]
    public void A_configuration_that_cannot_work_or_is_dangerous_is_refused_with_key_and_way_out(string settings, params string[] parts)
    {
        var faults = Faults(settings);

        Assert.Contains(faults, fault => parts.All(part => fault.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var configuration = Read("Urls=http://*:80|Orleans:Endpoints:SiloPort=x|Orleans:ClusterMembership:ProbeTimeout=x|Orleans:ClusterMembership:Foo=1|SelfLearning:SigningKey=x");

        var exception = Assert.Throws<SiloConfigurationException>(() => ConfigurationRules.Require(configuration));

        Assert.Equal(5, exception.Faults.Count);
        Assert.All(exception.Faults, fault => Assert.Contains(fault, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void No_fault_shows_a_secret()
    {
        const string Secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ";
        var faults = Faults($"Orleans:Clustering:ProviderType=Redis|Orleans:Clustering:ConnectionString=host,password={Secret}|Orleans:GrainStorage:SelfLearning:ProviderType=Sqlite|"
            + $"Orleans:GrainStorage:SelfLearning:ConnectionString={Secret}|SelfLearning:SigningKey={Secret}|SelfLearning:OlderSigningKeys:0={Secret}|"
            + $"SelfLearning:ApiKeys={Secret}|SelfLearning:OlderSigningKeys={Secret}");

        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.DoesNotContain(Secret, fault, StringComparison.Ordinal));
    }

    private static List<string> Faults(string settings) => [.. ConfigurationRules.All.SelectMany(rule => rule.Faults(Read(settings)))];

    // As the silo reads it: what is given, above the defaults.
    private static IConfiguration Read(string settings)
    {
        var pairs = settings.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])).ToList();
        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in pairs) given[key] = value;
        var defaults = SiloDefaults.For(new ConfigurationBuilder().AddInMemoryCollection(given).Build()).ToList();
        return new ConfigurationBuilder().AddInMemoryCollection(defaults).AddInMemoryCollection(given).Build();
    }
}
