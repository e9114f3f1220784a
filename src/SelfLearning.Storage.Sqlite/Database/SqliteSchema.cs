using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SelfLearning.Storage.Sqlite.Database;

/// <summary>
/// The schema of the file: an ordered list of steps, the version in <c>PRAGMA user_version</c>, the owner in <c>PRAGMA application_id</c>.
/// </summary>
internal sealed class SqliteSchema(IReadOnlyList<SchemaStep> steps)
{
    /// <summary>
    /// "SLOr": the mark of our files.
    /// </summary>
    public const int ApplicationId = 0x534C4F72;

    /// <summary>
    /// Gets the schema of this version of the library.
    /// </summary>
    public static SqliteSchema Current { get; } = new(
    [
        new SchemaStep(1, """
            CREATE TABLE grain_state (
                service_id TEXT NOT NULL,
                state_name TEXT NOT NULL,
                grain_id   TEXT NOT NULL,
                etag       TEXT NOT NULL,
                payload    BLOB NOT NULL,
                PRIMARY KEY (service_id, state_name, grain_id)
            ) STRICT;
            """),
    ]);

    /// <summary>
    /// Gets the version this library writes.
    /// </summary>
    public int Version => steps[^1].Version;

    /// <summary>
    /// Throws when the file belongs to another application or to a newer version. Only reads.
    /// </summary>
    /// <returns>The version of the file.</returns>
    public int Check(SqliteConnection connection, string path)
    {
        var version = ReadNumber(connection, "PRAGMA user_version");
        var owner = ReadNumber(connection, "PRAGMA application_id");
        var isOurs = version == 0 && owner == 0
            ? ReadNumber(connection, "SELECT count(*) FROM sqlite_schema") == 0
            : owner == ApplicationId;
        if (!isOurs)
        {
            throw new SqliteGrainStorageException(
                path, $"The SQLite file '{path}' belongs to another application. It was left as it is: set a Path of its own for the grain storage.", null);
        }

        if (version > Version)
        {
            throw new SqliteGrainStorageException(
                path,
                string.Create(CultureInfo.InvariantCulture, $"The SQLite file '{path}' has schema version {version}, this program knows versions up to {Version}. ") +
                "It was left as it is: run the program version that wrote it or a newer one, or set another Path.",
                null);
        }

        return (int)version;
    }

    /// <summary>
    /// Runs the missing steps in one transaction: afterwards the file has the current version, or is as it was.
    /// </summary>
    /// <returns>The version the file had.</returns>
    public int Migrate(SqliteConnection connection, string path)
    {
        if (Check(connection, path) == Version)
        {
            return Version;
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        var found = Check(connection, path);
        foreach (var step in steps.Where(step => step.Version > found))
        {
            SqliteConnections.Execute(connection, step.Sql);
            SqliteConnections.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {step.Version}"));
        }

        SqliteConnections.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
        transaction.Commit();
        return found;
    }

    private static long ReadNumber(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
