using Microsoft.Data.Sqlite;
using SelfLearning.Storage.Sqlite.Database;
using SQLitePCL;

namespace SelfLearning.Storage.Sqlite.Writing;

/// <summary>
/// The one connection that changes the file, with its prepared statements. Used by one thread at a time.
/// </summary>
internal sealed class WriterSession : IDisposable
{
    private const string WhereKey = "WHERE service_id = $service AND state_name = $state AND grain_id = $grain";

    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _findETag;

    /// <summary>
    /// Takes over an open connection.
    /// </summary>
    public WriterSession(SqliteConnection connection)
    {
        Connection = connection;

        // IMMEDIATE: a writer of another process is waited for here, not discovered in the middle.
        _begin = Command("BEGIN IMMEDIATE");
        _commit = Command("COMMIT");
        _insert = KeyCommand(
            "INSERT INTO grain_state (service_id, state_name, grain_id, etag, payload) VALUES ($service, $state, $grain, $new, $payload) ON CONFLICT DO NOTHING",
            "$new", "$payload");
        _update = KeyCommand($"UPDATE grain_state SET etag = $new, payload = $payload {WhereKey} AND etag = $old", "$new", "$payload", "$old");
        _delete = KeyCommand($"DELETE FROM grain_state {WhereKey} AND etag = $old", "$old");
        _findETag = KeyCommand($"SELECT etag FROM grain_state {WhereKey}");
    }

    /// <summary>
    /// Gets the connection.
    /// </summary>
    public SqliteConnection Connection { get; }

    /// <summary>
    /// Gets whether a transaction is open: SQLite ends one by itself after some faults.
    /// </summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    /// <summary>
    /// Opens a transaction.
    /// </summary>
    public void Begin() => _begin.ExecuteNonQuery();

    /// <summary>
    /// Commits the transaction: returns when it is on the disk.
    /// </summary>
    public void Commit() => _commit.ExecuteNonQuery();

    /// <summary>
    /// Takes the open transaction back.
    /// </summary>
    /// <returns>Whether the connection can be used for the next one.</returns>
    public bool TryRollBack()
    {
        try
        {
            if (InTransaction)
            {
                SqliteConnections.Execute(Connection, "ROLLBACK");
            }

            return !InTransaction;
        }
        catch (Exception)
        {
            return false; // Whatever it is, this connection is not trusted any more.
        }
    }

    /// <summary>
    /// Adds a record. False when there is one.
    /// </summary>
    public bool Insert(RecordKey key, string newETag, byte[] payload)
    {
        Bind(_insert, key);
        _insert.Parameters[3].Value = newETag;
        _insert.Parameters[4].Value = payload;
        return Run(_insert, payloadAt: 4);
    }

    /// <summary>
    /// Replaces the record with the ETag <paramref name="oldETag"/>. False when it has another or does not exist.
    /// </summary>
    public bool Update(RecordKey key, string oldETag, string newETag, byte[] payload)
    {
        Bind(_update, key);
        _update.Parameters[3].Value = newETag;
        _update.Parameters[4].Value = payload;
        _update.Parameters[5].Value = oldETag;
        return Run(_update, payloadAt: 4);
    }

    /// <summary>
    /// Deletes the record with the ETag <paramref name="oldETag"/>. False when it has another or does not exist.
    /// </summary>
    public bool Delete(RecordKey key, string oldETag)
    {
        Bind(_delete, key);
        _delete.Parameters[3].Value = oldETag;
        return _delete.ExecuteNonQuery() == 1;
    }

    /// <summary>
    /// The ETag of the record inside the open transaction, or null.
    /// </summary>
    public string? FindETag(RecordKey key)
    {
        Bind(_findETag, key);
        return _findETag.ExecuteScalar() as string;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_begin, _commit, _insert, _update, _delete, _findETag])
        {
            command.Dispose();
        }

        Connection.Dispose();
    }

    /// <summary>
    /// Sets the first three parameters of a statement: the key.
    /// </summary>
    internal static void Bind(SqliteCommand command, RecordKey key)
    {
        command.Parameters[0].Value = key.ServiceId;
        command.Parameters[1].Value = key.StateName;
        command.Parameters[2].Value = key.GrainId;
    }

    private static bool Run(SqliteCommand command, int payloadAt)
    {
        try
        {
            return command.ExecuteNonQuery() == 1;
        }
        finally
        {
            command.Parameters[payloadAt].Value = DBNull.Value; // A large state is not kept alive until the next one.
        }
    }

    private SqliteCommand KeyCommand(string sql, params ReadOnlySpan<string> more)
    {
        var command = Command(sql);
        foreach (var name in (ReadOnlySpan<string>)["$service", "$state", "$grain", .. more])
        {
            command.Parameters.Add(new SqliteParameter(name, DBNull.Value));
        }

        return command;
    }

    private SqliteCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
