namespace SelfLearning.Storage.Sqlite.Database;

/// <summary>
/// One committed record.
/// </summary>
internal sealed record StoredRecord(string ETag, byte[] Payload);
