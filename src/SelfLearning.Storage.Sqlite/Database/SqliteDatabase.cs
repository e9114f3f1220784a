using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SelfLearning.Storage.Sqlite.Writing;

namespace SelfLearning.Storage.Sqlite.Database;

/// <summary>
/// One open database file: its writer and its readers.
/// </summary>
internal sealed class SqliteDatabase
{
    private readonly ConcurrentBag<ReadSession> _idleReaders = [];
    private volatile bool _closed;

    private SqliteDatabase(string path, WriterSession session, int foundVersion)
    {
        Path = path;
        FoundVersion = foundVersion;
        Writer = new CommitWriter(path, session);
    }

    /// <summary>
    /// Gets the full path of the file.
    /// </summary>
    public string Path { get; }

    /// <summary>
    /// Gets the schema version the file had when it was opened; 0: it was new.
    /// </summary>
    public int FoundVersion { get; }

    /// <summary>
    /// Gets the writer.
    /// </summary>
    public CommitWriter Writer { get; }

    /// <summary>
    /// Opens the file, creating or migrating it when needed. A file that is not ours or newer is left as it is.
    /// </summary>
    public static SqliteDatabase Open(string path, SqliteSchema schema)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            if (File.Exists(path))
            {
                using var probe = SqliteConnections.OpenProbe(path);
                schema.Check(probe, path);
            }

            var connection = SqliteConnections.OpenWriter(path, create: true);
            try
            {
                SqliteConnections.UseWriteAheadLog(connection, path);
                var found = schema.Migrate(connection, path);
                return new SqliteDatabase(path, new WriterSession(connection), found);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException e)
        {
            throw SqliteFault.Describe(path, "open", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SqliteGrainStorageException(
                path, $"Could not create the folder of the SQLite file '{path}': {e.Message} Create it, let this process write to it, or set another Path.", e);
        }
    }

    /// <summary>
    /// Reads the committed record, or null.
    /// </summary>
    public StoredRecord? Find(RecordKey key)
    {
        ReadSession? session = null;
        try
        {
            if (_closed)
            {
                throw new SqliteGrainStorageException(Path, $"The SQLite file '{Path}' is closed, because the silo is stopping.", null);
            }

            session = _idleReaders.TryTake(out var idle) ? idle : new ReadSession(Path);
            var record = session.Find(key);
            GiveBack(session);
            return record;
        }
        catch (SqliteException e)
        {
            session?.Dispose();
            throw SqliteFault.Describe(Path, "read", e);
        }
    }

    /// <summary>
    /// Commits what is queued and closes the file.
    /// </summary>
    public async Task CloseAsync()
    {
        _closed = true;
        DisposeIdleReaders();
        await Writer.StopAsync().ConfigureAwait(false);
    }

    private void GiveBack(ReadSession session)
    {
        _idleReaders.Add(session);
        if (_closed)
        {
            DisposeIdleReaders();
        }
    }

    private void DisposeIdleReaders()
    {
        while (_idleReaders.TryTake(out var session))
        {
            session.Dispose();
        }
    }
}
