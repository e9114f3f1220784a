using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;
using SelfLearning.Storage.Sqlite.Tests.Support;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Sqlite.Tests;

public sealed class ConfigurationTests
{
    [Fact]
    public void The_storage_is_registered_under_its_name()
    {
        using var host = Build(new() { ["Path"] = "x.db" });

        Assert.IsType<SqliteGrainStorage>(host.Services.GetRequiredKeyedService<IGrainStorage>("s"));
    }

    [Fact]
    public void Without_a_path_the_default_file_is_used() => Assert.Equal("data/selflearning.db", PathFrom([]));

    [Theory]
    [InlineData("ConnectionString", "a b/x.db")]
    [InlineData("ConnectionString", "Data Source=a b/x.db")]
    [InlineData("ConnectionName", "main")]
    public void A_connection_string_names_the_file_too(string key, string value) =>
        Assert.Equal("a b/x.db", PathFrom(new() { [key] = value, [":ConnectionStrings:main"] = "Data Source=a b/x.db" }));

    [Theory]
    [InlineData("ConnectionString", "", "missing or empty")]
    [InlineData("ConnectionName", "absent", "ConnectionStrings:absent")]
    [InlineData("ConnectionString", "Data Source=x.db;Mode=ReadOnly", "more than 'Data Source'")]
    [InlineData("ConnectionString", "Server=tcp:example", "not a connection string of SQLite")]
    public void A_connection_string_that_names_no_file_is_refused(string key, string value, string rule)
    {
        var fault = Assert.Throws<OrleansConfigurationException>(() => PathFrom(new() { [key] = value }));
        Assert.Contains(rule, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(":memory:")]
    [InlineData("file:x.db?mode=memory")]
    [InlineData("folder/")]
    public async Task A_path_that_cannot_be_a_file_stops_the_start(string path)
    {
        using var host = Build(new() { ["Path"] = path });

        var fault = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());

        Assert.Contains("Orleans:GrainStorage:s:Path", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_serializer_of_the_key_is_used()
    {
        var serializer = new TestSerializer();
        using var host = Build(new() { ["SerializerKey"] = "mine" }, services => services.AddKeyedSingleton<IGrainStorageSerializer>("mine", serializer));

        Assert.Same(serializer, Options(host).GrainStorageSerializer);
    }

    [Fact]
    public void The_serializer_registered_under_the_name_of_the_storage_is_the_default()
    {
        var serializer = new TestSerializer();
        using var host = Build([], services => services.AddKeyedSingleton<IGrainStorageSerializer>("s", serializer));

        Assert.Same(serializer, Options(host).GrainStorageSerializer);
    }

    [Fact]
    public async Task A_relative_path_is_relative_to_the_content_root()
    {
        using var folder = new TempFolder();
        using var host = Build(new() { ["Path"] = "data/x.db" }, contentRoot: folder.Path);
        var storage = (SqliteGrainStorage)host.Services.GetRequiredKeyedService<IGrainStorage>("s");

        await storage.OpenAsync(CancellationToken.None);
        await storage.CloseAsync();

        Assert.True(File.Exists(Path.Combine(folder.Path, "data", "x.db")));
    }

    [Fact]
    public void The_extension_sets_the_options()
    {
        using var host = Build([], silo: silo => silo.AddSqliteGrainStorage("coded", o => o.Path = "coded.db").AddSqliteGrainStorageAsDefault());

        Assert.Equal("coded.db", host.Services.GetRequiredService<IOptionsMonitor<SqliteGrainStorageOptions>>().Get("coded").Path);
        Assert.IsType<SqliteGrainStorage>(host.Services.GetRequiredService<IGrainStorage>());
    }

    [Fact]
    public void A_client_that_shares_the_configuration_of_its_silo_can_be_built()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Orleans:GrainStorage:s:ProviderType"] = "Sqlite" });
        builder.UseOrleansClient(client => client.UseLocalhostClustering());

        using var host = builder.Build();

        Assert.NotNull(host.Services.GetRequiredService<IClusterClient>());
    }

    private static string PathFrom(Dictionary<string, string?> section)
    {
        using var host = Build(section);
        return Options(host).Path;
    }

    private static SqliteGrainStorageOptions Options(IHost host) => host.Services.GetRequiredService<IOptionsMonitor<SqliteGrainStorageOptions>>().Get("s");

    /// <summary>
    /// A host with the section of one storage "s"; a key that begins with a colon is taken from the root.
    /// </summary>
    private static IHost Build(
        Dictionary<string, string?> section,
        Action<IServiceCollection>? services = null,
        Action<ISiloBuilder>? silo = null,
        string? contentRoot = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = contentRoot });
        builder.Configuration.AddInMemoryCollection(section.ToDictionary(
            pair => pair.Key.StartsWith(':') ? pair.Key[1..] : $"Orleans:GrainStorage:s:{pair.Key}", pair => pair.Value));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Orleans:GrainStorage:s:ProviderType"] = "Sqlite" });
        builder.UseOrleans(orleans =>
        {
            orleans.UseLocalhostClustering();
            silo?.Invoke(orleans);
        });
        services?.Invoke(builder.Services);
        return builder.Build();
    }
}
