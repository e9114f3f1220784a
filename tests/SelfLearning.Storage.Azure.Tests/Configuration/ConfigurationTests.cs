using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Messaging;
using Orleans.Storage;
using SelfLearning.Storage.Azure.Clustering;
using SelfLearning.Storage.Azure.Configuration;
using SelfLearning.Storage.Azure.Storage;
using SelfLearning.Tests.Conformance;
using SelfLearning.Tests.Hosting;

namespace SelfLearning.Storage.Azure.Tests.Configuration;

public sealed class ConfigurationTests
{
    private const string Account = "DefaultEndpointsProtocol=https;AccountName=real;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net";

    [Fact]
    public void The_providers_are_found_under_the_official_names_with_the_official_defaults()
    {
        using var silo = TestHost.BuildSilo(new()
        {
            ["Orleans:GrainStorage:b:ProviderType"] = "AzureBlobStorage",
            ["Orleans:GrainStorage:b:ConnectionString"] = Account,
            ["Orleans:GrainStorage:t:ProviderType"] = "AzureTableStorage",
            ["Orleans:GrainStorage:t:ConnectionString"] = Account,
            ["Orleans:Clustering:ProviderType"] = "AzureTableStorage",
            ["Orleans:Clustering:ConnectionString"] = Account,
        });

        Assert.IsType<BlobGrainStorage>(silo.Services.GetRequiredKeyedService<IGrainStorage>("b"));
        Assert.IsType<TableGrainStorage>(silo.Services.GetRequiredKeyedService<IGrainStorage>("t"));
        Assert.IsType<TableMembership>(silo.Services.GetRequiredService<IMembershipTable>());
        Assert.Equal("grainstate", Options<BlobGrainStorageOptions>(silo, "b").ContainerName);
        Assert.Equal("OrleansGrainState", Options<TableGrainStorageOptions>(silo, "t").TableName);
        Assert.Equal("OrleansSiloInstances", Options<TableClusteringOptions>(silo, "").TableName);
    }

    [Fact]
    public void A_client_with_the_file_of_its_silos_finds_the_gateways()
    {
        using var client = TestHost.BuildClient(new()
        {
            ["Orleans:GrainStorage:b:ProviderType"] = "AzureBlobStorage",
            ["Orleans:GrainStorage:t:ProviderType"] = "AzureTableStorage",
            ["Orleans:Clustering:ProviderType"] = "AzureTableStorage",
            ["Orleans:Clustering:ConnectionString"] = Account,
        });

        Assert.IsType<TableGateways>(client.Services.GetRequiredService<IGatewayListProvider>());
    }

    [Theory]
    [InlineData("ConnectionString", Account, "https://real.blob.core.windows.net/")]
    [InlineData("ConnectionName", "main", "https://named.blob.core.windows.net/")]
    [InlineData("ConnectionString", "https://address.blob.core.windows.net", "https://address.blob.core.windows.net/")]
    [InlineData("ConnectionString", "https://signed.blob.core.windows.net/?sv=2025-01-05&sig=c2ln", "https://signed.blob.core.windows.net/?sv=2025-01-05&sig=c2ln")]
    [InlineData("ConnectionString", "UseDevelopmentStorage=true", "http://127.0.0.1:10000/devstoreaccount1")]
    public void The_account_of_the_blobs_is_named_in_each_way(string key, string value, string address)
    {
        using var silo = BuildBlobs(new() { [key] = value });

        Assert.Equal(new Uri(address), Options<BlobGrainStorageOptions>(silo, "s").Service.Uri);
    }

    [Theory]
    [InlineData(Account, "https://real.table.core.windows.net/")]
    [InlineData("https://address.table.core.windows.net", "https://address.table.core.windows.net/")]
    public void The_account_of_the_tables_is_named_in_each_way(string value, string address)
    {
        using var silo = BuildTables(new() { ["ConnectionString"] = value });

        Assert.Equal(new Uri(address), Options<TableGrainStorageOptions>(silo, "s").Service.Uri);
    }

    [Fact]
    public void The_client_of_a_service_key_is_used()
    {
        var (blobs, tables) = (new BlobServiceClient(Account), new TableServiceClient(Account));
        using var blobSilo = BuildBlobs(new() { ["ServiceKey"] = "mine" }, services => services.AddKeyedSingleton("mine", blobs));
        using var tableSilo = BuildTables(new() { ["ServiceKey"] = "mine" }, services => services.AddKeyedSingleton("mine", tables));

        Assert.Same(blobs, Options<BlobGrainStorageOptions>(blobSilo, "s").Service);
        Assert.Same(tables, Options<TableGrainStorageOptions>(tableSilo, "s").Service);
    }

    [Fact]
    public void The_serializer_of_the_key_is_used_and_else_the_default()
    {
        var serializer = new TestSerializer();
        void Register(IServiceCollection services) => services.AddKeyedSingleton<IGrainStorageSerializer>("mine", serializer);
        using var keyed = BuildBlobs(new() { ["ConnectionString"] = Account, ["SerializerKey"] = "mine" }, Register);
        using var other = BuildTables(new() { ["ConnectionString"] = Account }, Register);

        Assert.Same(serializer, Options<BlobGrainStorageOptions>(keyed, "s").GrainStorageSerializer);
        Assert.NotSame(serializer, Options<TableGrainStorageOptions>(other, "s").GrainStorageSerializer);
        Assert.NotNull(Options<TableGrainStorageOptions>(other, "s").GrainStorageSerializer);
    }

    [Theory]
    [InlineData("", "", "Orleans:GrainStorage:s names no account")]
    [InlineData("ConnectionString", "AccountName=secretive", "Orleans:GrainStorage:s:ConnectionString is neither")]
    [InlineData("ConnectionName", "absent", "ConnectionStrings:absent, named by Orleans:GrainStorage:s:ConnectionName")]
    [InlineData("ServiceKey", "absent", "Orleans:GrainStorage:s:ServiceKey is 'absent'")]
    [InlineData("ContainerName", "Big", "Orleans:GrainStorage:s:ContainerName is 'Big'")]
    [InlineData("ContainerName", "a--b", "Orleans:GrainStorage:s:ContainerName is 'a--b'")]
    [InlineData("SerializerKey", "absent", "Orleans:GrainStorage:s:SerializerKey is 'absent'")]
    public async Task A_wrong_value_of_the_blobs_stops_the_start(string key, string value, string rule)
    {
        var section = new Dictionary<string, string?> { [key] = value };
        if (key is "ContainerName" or "SerializerKey")
        {
            section["ConnectionString"] = Account;
        }

        using var silo = BuildBlobs(section);

        var fault = await Assert.ThrowsAsync<OrleansConfigurationException>(() => silo.StartAsync());
        Assert.Contains(rule, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secretive", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Orleans:GrainStorage:s:TableName", "no-hyphens")]
    [InlineData("Orleans:Clustering:TableName", "1st")]
    [InlineData("Orleans:ClusterId", "a/b")]
    public async Task A_wrong_name_of_the_tables_stops_the_start(string key, string value)
    {
        using var silo = TestHost.BuildSilo(new()
        {
            ["Orleans:GrainStorage:s:ProviderType"] = "AzureTableStorage",
            ["Orleans:GrainStorage:s:ConnectionString"] = Account,
            ["Orleans:Clustering:ProviderType"] = "AzureTableStorage",
            ["Orleans:Clustering:ConnectionString"] = Account,
            [key] = value,
        });

        var fault = await Assert.ThrowsAsync<OrleansConfigurationException>(() => silo.StartAsync());
        Assert.Contains($"{key} is '{value}'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Orleans.Persistence.AzureStorage")]
    [InlineData("Orleans.Clustering.AzureStorage")]
    public void An_official_package_beside_this_one_is_an_error_that_names_the_reference_to_remove(string assembly)
    {
        var fault = Assert.Throws<OrleansConfigurationException>(() => OfficialPackages.RequireAbsent(name => name == assembly));
        Assert.Contains($"Remove one reference: SelfLearning.Storage.Azure where Microsoft.{assembly} is wanted", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_public_so_that_no_name_meets_one_of_the_official_packages() =>
        Assert.DoesNotContain(
            typeof(BlobGrainStorage).Assembly.GetExportedTypes(),
            type => type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true);

    private static IHost BuildBlobs(Dictionary<string, string?> section, Action<IServiceCollection>? services = null) => Build("AzureBlobStorage", section, services);

    private static IHost BuildTables(Dictionary<string, string?> section, Action<IServiceCollection>? services = null) => Build("AzureTableStorage", section, services);

    private static IHost Build(string provider, Dictionary<string, string?> section, Action<IServiceCollection>? services)
    {
        var settings = section.ToDictionary(pair => $"Orleans:GrainStorage:s:{pair.Key}", pair => pair.Value);
        settings["Orleans:GrainStorage:s:ProviderType"] = provider;
        settings["ConnectionStrings:main"] = Account.Replace("real", "named", StringComparison.Ordinal);
        return TestHost.BuildSilo(settings, services);
    }

    private static TOptions Options<TOptions>(IHost host, string name) => host.Services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);
}
