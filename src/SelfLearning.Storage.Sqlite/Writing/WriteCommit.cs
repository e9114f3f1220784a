using SelfLearning.Storage.Sqlite.Database;

namespace SelfLearning.Storage.Sqlite.Writing;

/// <summary>
/// Stores a state: a new record when the writer knows no ETag, else the replacement of exactly the record it has read.
/// </summary>
internal sealed class WriteCommit(RecordKey key, string? eTag, byte[] payload) : Commit
{
    /// <summary>
    /// Gets the ETag of the record when the change is applied. Random, so that a record that was cleared and made again never looks like its predecessor.
    /// </summary>
    public string NewETag { get; } = Guid.NewGuid().ToString("N");

    /// <inheritdoc/>
    public override int Size => payload.Length;

    /// <inheritdoc/>
    public override CommitOutcome Execute(WriterSession session)
    {
        var applied = string.IsNullOrEmpty(eTag)
            ? session.Insert(key, NewETag, payload)
            : session.Update(key, eTag, NewETag, payload);
        return applied ? CommitOutcome.Success : CommitOutcome.Conflict(session.FindETag(key));
    }
}
