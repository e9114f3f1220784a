namespace SelfLearning.Storage.Sqlite.Writing;

/// <summary>
/// What a committed transaction did for one of its members: applied it, or found another ETag (null: no record) in the file.
/// </summary>
internal readonly record struct CommitOutcome(bool Applied, string? StoredETag)
{
    /// <summary>
    /// Gets the outcome of a change that is in the file.
    /// </summary>
    public static CommitOutcome Success => new(true, null);

    /// <summary>
    /// The outcome of a change whose condition did not hold.
    /// </summary>
    public static CommitOutcome Conflict(string? storedETag) => new(false, storedETag);
}
