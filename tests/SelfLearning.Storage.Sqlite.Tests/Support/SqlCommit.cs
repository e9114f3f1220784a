using SelfLearning.Storage.Sqlite.Database;
using SelfLearning.Storage.Sqlite.Writing;

namespace SelfLearning.Storage.Sqlite.Tests.Support;

/// <summary>
/// Runs any statement as a member of a transaction.
/// </summary>
internal sealed class SqlCommit(string sql) : Commit
{
    public override int Size => 0;

    public override CommitOutcome Execute(WriterSession session)
    {
        SqliteConnections.Execute(session.Connection, sql);
        return CommitOutcome.Success;
    }
}
