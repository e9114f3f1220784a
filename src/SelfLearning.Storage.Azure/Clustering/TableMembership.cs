using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;
using SelfLearning.Storage.Azure.Configuration;

namespace SelfLearning.Storage.Azure.Clustering;

/// <summary>
/// The membership of a cluster in one partition of a table. Every change is one transaction with the version row, whose ETag is the token of the table
/// and of all its rows: a heartbeat changes the ETag of the silo's own row, which so cannot be a condition.
/// </summary>
internal sealed class TableMembership(TableClient table, string clusterId, ILogger<TableMembership> logger) : IMembershipTable
{
    private const int ReadAttempts = 5;

    /// <summary>
    /// The most rows that a transaction of the service takes.
    /// </summary>
    private const int TransactionRows = 100;

    /// <summary>
    /// Makes the table from the configuration.
    /// </summary>
    public TableMembership(IOptions<TableClusteringOptions> options, IOptions<ClusterOptions> cluster, ILogger<TableMembership> logger)
        : this(options.Value.Service.GetTableClient(options.Value.TableName), cluster.Value.ClusterId, logger)
    {
    }

    /// <summary>
    /// Gets the rows of one page of a read; null is what the service gives, up to 1,000.
    /// </summary>
    internal int? PageSize { get; init; }

    /// <inheritdoc/>
    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken)
    {
        await table.CreateIfNotExistsAsync(cancellationToken);
        if (tryInitTableVersion)
        {
            await TryAsync(VersionRows.Insert(clusterId), cancellationToken); // False: another silo was faster.
        }
    }

    /// <inheritdoc/>
    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < ReadAttempts; attempt++)
        {
            var (rows, pages) = await QueryAsync(clusterId, cancellationToken);
            if (pages <= 1 || VersionRows.AreOfOneVersion(rows))
            {
                return ToMembership(rows);
            }
        }

        throw new InconsistentStateException(
            $"The membership of cluster '{clusterId}' in table '{table.Name}' changed during each of {ReadAttempts} reads. " +
            "It is read again at the next refresh.");
    }

    /// <inheritdoc/>
    public async Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(VersionRows.FilterWith(clusterId, SiloRow.KeyOf(key)), cancellationToken: cancellationToken))
        {
            rows.Add(row);
        }

        return ToMembership(rows);
    }

    /// <inheritdoc/>
    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken) =>
        ChangeAsync(new(TableTransactionActionType.Add, SiloRow.Write(clusterId, entry, tableVersion.Version)), tableVersion, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken) =>
        etag == tableVersion.VersionEtag
            ? ChangeAsync(
                new(TableTransactionActionType.UpdateReplace, SiloRow.Write(clusterId, entry, tableVersion.Version), ETag.All), tableVersion, cancellationToken)
            : Task.FromResult(false);

    /// <inheritdoc/>
    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken) =>
        table.UpdateEntityAsync(SiloRow.WriteHeartbeat(clusterId, entry), ETag.All, TableUpdateMode.Merge, cancellationToken);

    /// <inheritdoc/>
    public async Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken)
    {
        var (rows, _) = await QueryAsync(clusterId, cancellationToken);
        var defunct = rows.Where(row => !VersionRows.Contains(row)
            && TryRead(row) is { Status: SiloStatus.Dead } silo && SiloRow.LastUpdate(silo) < beforeDate.UtcDateTime);
        foreach (var batch in defunct.Chunk(TransactionRows))
        {
            // False: another silo cleans up too, or a row has changed. The next clean-up finds what is left.
            await TryAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag)), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken)
    {
        var (rows, _) = await QueryAsync(clusterId, cancellationToken);
        foreach (var batch in rows.Chunk(TransactionRows))
        {
            await table.SubmitTransactionAsync(
                batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
        }
    }

    /// <inheritdoc/>
    [Obsolete("Use InitializeMembershipTableAsync.")]
    public Task InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion, CancellationToken.None);

    /// <inheritdoc/>
    [Obsolete("Use ReadAllAsync.")]
    public Task<MembershipTableData> ReadAll() => ReadAllAsync(CancellationToken.None);

    /// <inheritdoc/>
    [Obsolete("Use ReadRowAsync.")]
    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadRowAsync(key, CancellationToken.None);

    /// <inheritdoc/>
    [Obsolete("Use InsertRowAsync.")]
    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion, CancellationToken.None);

    /// <inheritdoc/>
    [Obsolete("Use UpdateRowAsync.")]
    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        UpdateRowAsync(entry, etag, tableVersion, CancellationToken.None);

    /// <inheritdoc/>
    [Obsolete("Use UpdateIAmAliveAsync.")]
    public Task UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry, CancellationToken.None);

    /// <inheritdoc/>
    [Obsolete("Use CleanupDefunctSiloEntriesAsync.")]
    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate, CancellationToken.None);

    /// <inheritdoc/>
    [Obsolete("Use DeleteMembershipTableEntriesAsync.")]
    public Task DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId, CancellationToken.None);

    private Task<bool> ChangeAsync(TableTransactionAction change, TableVersion version, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(version.VersionEtag)
            ? Task.FromResult(false)
            : TryAsync([change, .. VersionRows.Update(clusterId, version)], cancellationToken);

    /// <summary>
    /// Submits a transaction. False when a condition of it does not hold: then nothing of it is done.
    /// </summary>
    private async Task<bool> TryAsync(IEnumerable<TableTransactionAction> transaction, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(transaction, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 412 or 409 or 404)
        {
            return false;
        }
    }

    private async Task<(IReadOnlyList<TableEntity> Rows, int Pages)> QueryAsync(string cluster, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        var pages = 0;
        var query = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {cluster}"), PageSize, cancellationToken: cancellationToken);
        await foreach (var page in query.AsPages().WithCancellation(cancellationToken))
        {
            rows.AddRange(page.Values);
            pages++;
        }

        return (rows, pages);
    }

    private MembershipTableData ToMembership(IReadOnlyList<TableEntity> rows)
    {
        var version = VersionRows.Read(rows);
        var silos = rows.Where(row => !VersionRows.Contains(row)).Select(TryRead).OfType<MembershipEntry>();
        return new MembershipTableData([.. silos.Select(silo => Tuple.Create(silo, version.VersionEtag))], version);
    }

    private MembershipEntry? TryRead(TableEntity row)
    {
        try
        {
            return SiloRow.Read(row);
        }
        catch (Exception e)
        {
            logger.UnreadableSilo(e, row.RowKey, row.PartitionKey);
            return null;
        }
    }
}
