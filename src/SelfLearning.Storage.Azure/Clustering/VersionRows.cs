using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace SelfLearning.Storage.Azure.Clustering;

/// <summary>
/// The rows of a cluster that hold its version: <c>VersionRow</c>, whose ETag guards every change, and two copies around all other rows.
/// A read in several pages whose first and last row agree was not cut by a change.
/// </summary>
internal static class VersionRows
{
    private const string VersionKey = "VersionRow";
    private const string FirstKey = "!Start";
    private const string LastKey = "~End";
    private const string VersionColumn = "MembershipVersion";

    /// <summary>
    /// What creates the rows of a new cluster.
    /// </summary>
    public static IEnumerable<TableTransactionAction> Insert(string clusterId) =>
        [new(TableTransactionActionType.Add, Write(clusterId, VersionKey, 0)), .. Bounds(clusterId, 0)];

    /// <summary>
    /// What changes the version, on the condition that nobody else has changed it.
    /// </summary>
    public static IEnumerable<TableTransactionAction> Update(string clusterId, TableVersion version) =>
    [
        new(TableTransactionActionType.UpdateReplace, Write(clusterId, VersionKey, version.Version), new ETag(version.VersionEtag)),
        .. Bounds(clusterId, version.Version),
    ];

    /// <summary>
    /// The filter for the row of one silo and the version that goes with it.
    /// </summary>
    public static string FilterWith(string clusterId, string rowKey) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {clusterId} and (RowKey eq {rowKey} or RowKey eq {VersionKey})");

    /// <summary>
    /// Whether a row is none of a silo.
    /// </summary>
    public static bool Contains(TableEntity row) => row.RowKey is VersionKey or FirstKey or LastKey;

    /// <summary>
    /// The version of the cluster; 0 without an ETag where nobody has created it.
    /// </summary>
    public static TableVersion Read(IEnumerable<TableEntity> rows) => rows.FirstOrDefault(row => row.RowKey == VersionKey) is { } row
        ? new TableVersion(NumberOf(row), row.ETag.ToString())
        : new TableVersion(0, string.Empty);

    /// <summary>
    /// Whether rows that came in several pages are of one version. Versions of Orleans before 10.3 write <c>VersionRow</c> alone.
    /// </summary>
    public static bool AreOfOneVersion(IReadOnlyList<TableEntity> rows)
    {
        var first = rows.FirstOrDefault(row => row.RowKey == FirstKey);
        var last = rows.FirstOrDefault(row => row.RowKey == LastKey);
        return first is null || last is null ? first is null && last is null : NumberOf(first) == NumberOf(last);
    }

    private static IEnumerable<TableTransactionAction> Bounds(string clusterId, int version)
    {
        foreach (var key in (string[])[FirstKey, LastKey])
        {
            var row = Write(clusterId, key, version);
            row["Status"] = nameof(SiloStatus.Active); // Older clean-ups delete every row that is not.
            yield return new(TableTransactionActionType.UpsertReplace, row);
        }
    }

    private static TableEntity Write(string clusterId, string key, int version) => new(clusterId, key)
    {
        ["DeploymentId"] = clusterId,
        [VersionColumn] = version.ToString(CultureInfo.InvariantCulture),
    };

    private static int NumberOf(TableEntity row) => int.Parse(row.GetString(VersionColumn), CultureInfo.InvariantCulture);
}
