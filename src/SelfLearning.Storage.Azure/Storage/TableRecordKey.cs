namespace SelfLearning.Storage.Azure.Storage;

/// <summary>
/// Where one state is in the table.
/// </summary>
/// <param name="PartitionKey"><c>{ServiceId}_{grainId}</c> with <c>/ \ # ?</c> and control characters as <c>_</c>.</param>
/// <param name="RowKey">The name of the state, changed in the same way: the row that the official package uses.</param>
/// <param name="OtherRowKey">The row of a state whose <paramref name="RowKey"/> belongs to another record.</param>
/// <param name="RecordId">
/// Service id, name of the state and grain id, unchanged. Grains <c>a/b</c> and <c>a_b</c> have the same keys; the row says in this column whose it is.
/// </param>
internal sealed record TableRecordKey(string PartitionKey, string RowKey, string OtherRowKey, string RecordId)
{
    /// <summary>
    /// The most characters of a key: 1 KiB of UTF-16.
    /// </summary>
    private const int LongestKey = 512;

    private const int LongestRowKey = 256;

    /// <summary>
    /// The keys of a state.
    /// </summary>
    public static TableRecordKey Of(string serviceId, string stateName, GrainId grainId)
    {
        var recordId = $"{serviceId}\n{stateName}\n{grainId}";
        var rowKey = LongKey.Shorten(Sanitize(stateName), LongestRowKey);
        return new(LongKey.Shorten(Sanitize($"{serviceId}_{grainId}"), LongestKey), rowKey, $"{rowKey}~{LongKey.Hash(recordId)}", recordId);
    }

    private static string Sanitize(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] is '/' or '\\' or '#' or '?' || char.IsControl(source[i]) ? '_' : source[i];
            }
        });
}
