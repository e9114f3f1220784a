namespace SelfLearning.Storage.Sqlite.Database;

/// <summary>
/// What brings a file from the version before to <paramref name="Version"/>. A published step is never changed: a new one is added.
/// </summary>
internal sealed record SchemaStep(int Version, string Sql);
