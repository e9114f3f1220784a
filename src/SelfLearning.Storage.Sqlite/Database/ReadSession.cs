using Microsoft.Data.Sqlite;
using SelfLearning.Storage.Sqlite.Writing;

namespace SelfLearning.Storage.Sqlite.Database;

/// <summary>
/// A connection that reads. Every read sees what was committed before it began.
/// </summary>
internal sealed class ReadSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;

    /// <summary>
    /// Opens the file for reading.
    /// </summary>
    public ReadSession(string path)
    {
        _connection = SqliteConnections.OpenReader(path);
        _find = _connection.CreateCommand();
        _find.CommandText = "SELECT etag, payload FROM grain_state WHERE service_id = $service AND state_name = $state AND grain_id = $grain";
        foreach (var name in (ReadOnlySpan<string>)["$service", "$state", "$grain"])
        {
            _find.Parameters.Add(new SqliteParameter(name, DBNull.Value));
        }
    }

    /// <summary>
    /// The record, or null.
    /// </summary>
    public StoredRecord? Find(RecordKey key)
    {
        WriterSession.Bind(_find, key);
        using var reader = _find.ExecuteReader();
        return reader.Read() ? new StoredRecord(reader.GetString(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _connection.Dispose();
    }
}
