using System.Globalization;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using SelfLearning.Storage.Azure.Configuration;

namespace SelfLearning.Storage.Azure.Clustering;

/// <summary>
/// The silos of a cluster that take clients, from the table of its membership.
/// </summary>
internal sealed class TableGateways(IOptions<TableClusteringOptions> clustering, IOptions<ClusterOptions> cluster, IOptions<GatewayOptions> gateway)
    : IGatewayListProvider
{
    private readonly TableClient _table = clustering.Value.Service.GetTableClient(clustering.Value.TableName);

    /// <inheritdoc/>
    public TimeSpan MaxStaleness => gateway.Value.GatewayListRefreshPeriod;

    /// <inheritdoc/>
    public bool IsUpdatable => true;

    /// <summary>
    /// Creates the table: a client that is started first waits for silos instead of failing.
    /// </summary>
    public Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken) => _table.CreateIfNotExistsAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken)
    {
        // The copies of the version are Active too, but have no port.
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {cluster.Value.ClusterId} and Status eq {nameof(SiloStatus.Active)} and ProxyPort ne {"0"}");
        var gateways = new List<Uri>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey", "ProxyPort"], cancellationToken: cancellationToken))
        {
            if (row.GetString("ProxyPort") is { } port)
            {
                var silo = SiloRow.AddressOf(row.RowKey);
                gateways.Add(SiloAddress.New(silo.Endpoint.Address, int.Parse(port, CultureInfo.InvariantCulture), silo.Generation).ToGatewayUri());
            }
        }

        return gateways;
    }

    /// <inheritdoc/>
    [Obsolete("Use InitializeGatewayListProviderAsync.")]
    public Task InitializeGatewayListProvider() => InitializeGatewayListProviderAsync(CancellationToken.None);

    /// <inheritdoc/>
    [Obsolete("Use GetGatewaysAsync.")]
    public Task<IList<Uri>> GetGateways() => GetGatewaysAsync(CancellationToken.None);
}
