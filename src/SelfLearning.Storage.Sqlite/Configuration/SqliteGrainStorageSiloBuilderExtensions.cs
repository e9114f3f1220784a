using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using SelfLearning.Storage.Sqlite;
using SelfLearning.Storage.Sqlite.Configuration;

namespace Orleans.Hosting;

/// <summary>
/// Adds grain storage in one SQLite file to a silo.
/// </summary>
public static class SqliteGrainStorageSiloBuilderExtensions
{
    /// <summary>
    /// Adds a named grain storage in one SQLite file.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The name of the storage, as in <c>[PersistentState("state", "name")]</c>.</param>
    /// <param name="configureOptions">Sets the options; the defaults hold without it.</param>
    /// <returns>The silo, for chaining.</returns>
    public static ISiloBuilder AddSqliteGrainStorage(this ISiloBuilder builder, string name, Action<SqliteGrainStorageOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.Services.AddSqliteGrainStorage(name, options => options.Configure(configureOptions ?? (static _ => { })));
        return builder;
    }

    /// <summary>
    /// Adds grain storage in one SQLite file as the default storage of the silo.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configureOptions">Sets the options; the defaults hold without it.</param>
    /// <returns>The silo, for chaining.</returns>
    public static ISiloBuilder AddSqliteGrainStorageAsDefault(this ISiloBuilder builder, Action<SqliteGrainStorageOptions>? configureOptions = null) =>
        builder.AddSqliteGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configureOptions);

    /// <summary>
    /// Registers the storage and everything it needs under its name.
    /// </summary>
    internal static void AddSqliteGrainStorage(this IServiceCollection services, string name, Action<OptionsBuilder<SqliteGrainStorageOptions>> configure)
    {
        configure(services.AddOptions<SqliteGrainStorageOptions>(name));
        services.AddTransient<IConfigurationValidator>(provider =>
            new SqliteGrainStorageOptionsValidator(provider.GetRequiredService<IOptionsMonitor<SqliteGrainStorageOptions>>().Get(name), name));
        services.TryAddEnumerable(ServiceDescriptor.Transient<
            IPostConfigureOptions<SqliteGrainStorageOptions>,
            DefaultStorageProviderSerializerOptionsConfigurator<SqliteGrainStorageOptions>>());
        services.ConfigureNamedOptionForLogging<SqliteGrainStorageOptions>(name);
        services.AddGrainStorage(name, SqliteGrainStorage.Create);
    }
}
