using Microsoft.Extensions.Configuration;
using Orleans.Providers;
using SelfLearning.Storage.Sqlite.Configuration;

[assembly: RegisterProvider("Sqlite", "GrainStorage", "Client", typeof(SqliteClientProviderBuilder))]

namespace SelfLearning.Storage.Sqlite.Configuration;

/// <summary>
/// A client has no grain storage: this lets one that shares the configuration file of its silo start.
/// </summary>
internal sealed class SqliteClientProviderBuilder : IProviderBuilder<IClientBuilder>
{
    /// <inheritdoc/>
    public void Configure(IClientBuilder builder, string? name, IConfigurationSection configurationSection)
    {
    }
}
