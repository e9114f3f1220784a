using Azure.Data.Tables;

namespace SelfLearning.Storage.Azure.Configuration;

/// <summary>
/// Where the silos of a cluster find each other, and its clients find them.
/// </summary>
internal sealed class TableClusteringOptions
{
    /// <summary>
    /// Gets or sets the account.
    /// </summary>
    public TableServiceClient Service { get; set; } = default!;

    /// <summary>
    /// Gets or sets the table; it is created when it does not exist. Clusters may share it.
    /// </summary>
    public string TableName { get; set; } = "OrleansSiloInstances";
}
