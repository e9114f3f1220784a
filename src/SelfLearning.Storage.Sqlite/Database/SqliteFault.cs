using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SelfLearning.Storage.Sqlite.Database;

/// <summary>
/// Turns what SQLite reports into a sentence with the file, the rule and the way out.
/// </summary>
internal static class SqliteFault
{
    /// <summary>
    /// Says what <paramref name="cause"/> means for the file at <paramref name="path"/>.
    /// </summary>
    public static SqliteGrainStorageException Describe(string path, string action, Exception cause) => cause switch
    {
        SqliteGrainStorageException known => new SqliteGrainStorageException(path, known.Message, known.InnerException),
        SqliteException sqlite => new SqliteGrainStorageException(path, $"Could not {action} the SQLite file '{path}': {Explain(sqlite)} ({Code(sqlite)}: {sqlite.Message})", sqlite),
        _ => new SqliteGrainStorageException(path, $"Could not {action} the SQLite file '{path}': {cause.Message}", cause),
    };

    /// <summary>
    /// Whether the fault belongs to one statement only, so that the others of its transaction can still be committed.
    /// </summary>
    public static bool IsOfOneStatement(SqliteException fault) =>
        fault.SqliteErrorCode is raw.SQLITE_TOOBIG or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE;

    private static string Code(SqliteException fault) => string.Create(CultureInfo.InvariantCulture, $"SQLite error {fault.SqliteErrorCode}/{fault.SqliteExtendedErrorCode}");

    private static string Explain(SqliteException fault) => fault.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            "it stayed locked by another process. One process is meant to use the file: stop the other one, or give each its own Path. The operation may be repeated.",
        raw.SQLITE_READONLY => "it is read-only. The file and its folder must be writable for the user of this process.",
        raw.SQLITE_FULL => "the disk (or the quota) is full. Free some space; the operation may be repeated.",
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT =>
            "it is damaged or not an SQLite database. It was left as it is: move it away or restore a backup (together with its -wal file), or set another Path.",
        raw.SQLITE_CANTOPEN => "it cannot be opened or created. Path must name a file, not a folder, in a folder that this process may write to.",
        raw.SQLITE_IOERR => "the disk or file system reported an error.",
        raw.SQLITE_TOOBIG => "the state is larger than a record of SQLite can be (1,000,000,000 bytes).",
        _ => "SQLite reported an error.",
    };
}
