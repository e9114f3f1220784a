using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SelfLearning.Storage.Sqlite.Database;

/// <summary>
/// Opens connections with the settings the guarantees rest on.
/// </summary>
internal static class SqliteConnections
{
    /// <summary>
    /// How long SQLite waits for a lock of another process. Below the five seconds in which a caller must have an answer.
    /// </summary>
    private const string BusyTimeout = "PRAGMA busy_timeout = 3000";

    /// <summary>
    /// Opens an existing file without the right to change it.
    /// </summary>
    public static SqliteConnection OpenProbe(string path) => Open(path, SqliteOpenMode.ReadOnly, BusyTimeout);

    /// <summary>
    /// Opens the file for committing; <paramref name="create"/> makes it when it does not exist.
    /// FULL: the write-ahead log is on the disk before COMMIT returns.
    /// </summary>
    public static SqliteConnection OpenWriter(string path, bool create) => Open(
        path,
        create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
        BusyTimeout,
        "PRAGMA synchronous = FULL",
        "PRAGMA journal_size_limit = 67108864");

    /// <summary>
    /// Opens an existing file for reading. Not in read-only mode: a reader must be able to recover the write-ahead log.
    /// </summary>
    public static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadWrite, BusyTimeout, "PRAGMA query_only = 1");

    /// <summary>
    /// Turns the write-ahead log on. The setting stays in the file.
    /// </summary>
    public static void UseWriteAheadLog(SqliteConnection connection, string path)
    {
        if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
        {
            throw new SqliteGrainStorageException(
                path, $"The SQLite file '{path}' is read-only. The file and its folder must be writable for the user of this process.", null);
        }

        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        if (command.ExecuteScalar() as string != "wal")
        {
            throw new SqliteGrainStorageException(
                path, $"The file system of the SQLite file '{path}' has no write-ahead log. Set a Path on a local disk; network file systems do not work.", null);
        }
    }

    /// <summary>
    /// Runs one statement without parameters.
    /// </summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode, params ReadOnlySpan<string> settings)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            foreach (var setting in settings)
            {
                Execute(connection, setting);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
