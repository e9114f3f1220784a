using SelfLearning.Storage.Sqlite.Database;

namespace SelfLearning.Storage.Sqlite.Writing;

/// <summary>
/// Deletes the record the caller has read. Without an ETag there must be none, and nothing happens.
/// </summary>
internal sealed class ClearCommit(RecordKey key, string? eTag) : Commit
{
    /// <inheritdoc/>
    public override int Size => 0;

    /// <inheritdoc/>
    public override CommitOutcome Execute(WriterSession session)
    {
        if (!string.IsNullOrEmpty(eTag) && session.Delete(key, eTag))
        {
            return CommitOutcome.Success;
        }

        var stored = session.FindETag(key);
        return string.IsNullOrEmpty(eTag) && stored is null ? CommitOutcome.Success : CommitOutcome.Conflict(stored);
    }
}
