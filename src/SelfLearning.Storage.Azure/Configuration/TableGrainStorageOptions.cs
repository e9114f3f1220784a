using Azure.Data.Tables;
using Orleans.Storage;

namespace SelfLearning.Storage.Azure.Configuration;

/// <summary>
/// Options of one named grain storage on a table.
/// </summary>
internal sealed class TableGrainStorageOptions : IStorageProviderSerializerOptions
{
    /// <summary>
    /// Gets or sets the account.
    /// </summary>
    public TableServiceClient Service { get; set; } = default!;

    /// <summary>
    /// Gets or sets the table; it is created when it does not exist.
    /// </summary>
    public string TableName { get; set; } = "OrleansGrainState";

    /// <inheritdoc/>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = default!;
}
