namespace SelfLearning.Storage.Sqlite.Database;

/// <summary>
/// What identifies one record: states of different services, names and grains never meet.
/// </summary>
internal readonly record struct RecordKey(string ServiceId, string StateName, string GrainId);
