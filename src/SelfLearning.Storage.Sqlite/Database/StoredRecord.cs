namespace SelfLearning.Storage.Sqlite.Database;

/// <summary>
/// One committed record.
/// </summary>
sealed record StoredRecord(string ETag, byte[] Payload);
