using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace SelfLearning.Storage.Azure.Storage;

/// <summary>
/// The columns of one state: binary <c>Data</c>, <c>Data1</c> to <c>Data14</c> of 64 KiB each. Read are also the text columns <c>StringData...</c> of the
/// official package and <c>Data</c> columns that hold base64.
/// </summary>
internal static class TableStateRow
{
    /// <summary>
    /// The column that says whose row it is, see <see cref="TableRecordKey.RecordId"/>. The official package ignores it and drops it when it writes.
    /// </summary>
    public const string RecordIdColumn = "RecordId";

    /// <summary>
    /// The most bytes of a state: 15 columns of 64 KiB.
    /// </summary>
    public const int LargestState = MaximumColumns * ColumnBytes;

    private const string WriteIdColumn = "WriteId";
    private const int ColumnBytes = 64 * 1024;
    private const int MaximumColumns = 15;

    /// <summary>
    /// The row with a state; without bytes it is the row of a state that was cleared.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The state is too large for a row.</exception>
    public static TableEntity Write(TableRecordKey key, ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > LargestState)
        {
            throw new ArgumentOutOfRangeException(
                nameof(payload),
                payload.Length,
                $"A state in an Azure table has at most {LargestState} bytes once serialized ('{key.RecordId.ReplaceLineEndings(" ")}'). " +
                "The record was left as it is. Keep less in the state, or use ProviderType AzureBlobStorage.");
        }

        var row = new TableEntity(key.PartitionKey, key.RowKey)
        {
            [RecordIdColumn] = key.RecordId,
            [WriteIdColumn] = Guid.NewGuid(),
        };
        for (var column = 0; column * ColumnBytes < payload.Length; column++)
        {
            var start = column * ColumnBytes;
            row[Column("Data", column)] = payload.Slice(start, Math.Min(ColumnBytes, payload.Length - start)).ToArray();
        }

        return row;
    }

    /// <summary>
    /// The state of a row; empty when it was cleared.
    /// </summary>
    public static BinaryData Read(TableEntity row)
    {
        using var bytes = new MemoryStream();
        for (var column = 0; column < MaximumColumns && row.TryGetValue(Column("Data", column), out var value); column++)
        {
            bytes.Write(value switch
            {
                byte[] chunk => chunk,
                BinaryData chunk => chunk.ToMemory().Span,
                string base64 => Convert.FromBase64String(base64),
                _ => throw new FormatException($"Column '{Column("Data", column)}' holds {value?.GetType()}, which is not binary data."),
            });
        }

        if (bytes.Length > 0)
        {
            return BinaryData.FromBytes(bytes.ToArray());
        }

        var text = new StringBuilder();
        for (var column = 0; row.TryGetValue(Column("StringData", column), out var value) && value is string chunk; column++)
        {
            text.Append(chunk);
        }

        return BinaryData.FromString(text.ToString());
    }

    /// <summary>
    /// Whether the row belongs to another record. A row without the column was written by the official package, which does not tell the two apart.
    /// </summary>
    public static bool BelongsToAnother(TableEntity row, TableRecordKey key) =>
        row.GetString(RecordIdColumn) is { } owner && owner != key.RecordId;

    /// <summary>
    /// Whether two rows were made by one call of <see cref="Write"/>.
    /// </summary>
    public static bool AreOfOneWrite(TableEntity one, TableEntity other) => one.GetGuid(WriteIdColumn) is { } id && id == other.GetGuid(WriteIdColumn);

    private static string Column(string family, int index) => index == 0 ? family : string.Create(CultureInfo.InvariantCulture, $"{family}{index}");
}
