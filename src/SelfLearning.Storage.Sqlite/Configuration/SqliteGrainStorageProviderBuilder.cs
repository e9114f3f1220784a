using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Storage;
using SelfLearning.Storage.Sqlite.Configuration;

[assembly: RegisterProvider("Sqlite", "GrainStorage", "Silo", typeof(SqliteGrainStorageProviderBuilder))]

namespace SelfLearning.Storage.Sqlite.Configuration;

/// <summary>
/// Reads <c>Orleans:GrainStorage:{name}</c> with <c>ProviderType</c> = <c>Sqlite</c>.
/// </summary>
internal sealed class SqliteGrainStorageProviderBuilder : IProviderBuilder<ISiloBuilder>
{
    /// <inheritdoc/>
    public void Configure(ISiloBuilder builder, string? name, IConfigurationSection configurationSection)
    {
        var storageName = name ?? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;
        builder.Services.AddSqliteGrainStorage(storageName, options => options.Configure<IServiceProvider>((target, services) =>
        {
            if (FindPath(configurationSection, services) is { } path)
            {
                target.Path = path;
            }

            var serializerKey = configurationSection["SerializerKey"];
            if (!string.IsNullOrEmpty(serializerKey))
            {
                target.GrainStorageSerializer = services.GetRequiredKeyedService<IGrainStorageSerializer>(serializerKey);
            }
        }));
    }

    private static string? FindPath(IConfigurationSection section, IServiceProvider services)
    {
        if (section["Path"] is { } path)
        {
            return path;
        }

        if (section["ConnectionString"] is { } text)
        {
            return PathOf(text, $"{section.Path}:ConnectionString");
        }

        if (section["ConnectionName"] is not { Length: > 0 } connectionName)
        {
            return null;
        }

        var named = services.GetRequiredService<IConfiguration>().GetConnectionString(connectionName);
        return PathOf(named, $"ConnectionStrings:{connectionName} (named by {section.Path}:ConnectionName)");
    }

    /// <summary>
    /// A connection string is a plain path or <c>Data Source=path</c>. Every other keyword would change what the storage promises.
    /// </summary>
    private static string PathOf(string? text, string key)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new OrleansConfigurationException($"{key} is missing or empty. It must be 'Data Source=<path of the SQLite file>' or the path itself.");
        }

        if (!text.Contains('=', StringComparison.Ordinal))
        {
            return text;
        }

        try
        {
            var parsed = new SqliteConnectionStringBuilder(text);
            var path = parsed.DataSource;
            var normal = new SqliteConnectionStringBuilder { DataSource = path };
            return parsed.EquivalentTo(normal)
                ? path
                : throw new OrleansConfigurationException($"{key} holds more than 'Data Source'. The storage chooses all other settings of SQLite: keep only 'Data Source=<path>'.");
        }
        catch (ArgumentException e)
        {
            throw new OrleansConfigurationException($"{key} is not a connection string of SQLite: {e.Message} It must be 'Data Source=<path of the SQLite file>'.", e);
        }
    }
}
