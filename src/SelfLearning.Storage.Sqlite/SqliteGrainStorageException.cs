
namespace SelfLearning.Storage.Sqlite;

/// <summary>
/// The database file could not be opened, read or written. The message names the file, the rule that does not hold and the way out.
/// When a write or a clear fails with it, what was acknowledged before is untouched.
/// </summary>
[GenerateSerializer]
[Alias("SelfLearning.Storage.Sqlite.SqliteGrainStorageException")]
public sealed class SqliteGrainStorageException : OrleansException
{
    /// <summary>
    /// Creates an exception without a message.
    /// </summary>
    public SqliteGrainStorageException()
    {
    }

    /// <summary>
    /// Creates an exception with a message.
    /// </summary>
    /// <param name="message">What failed, and the way out.</param>
    public SqliteGrainStorageException(string message) : base(message)
    {
    }

    /// <summary>
    /// Creates an exception with a message and its cause.
    /// </summary>
    /// <param name="message">What failed, and the way out.</param>
    /// <param name="innerException">The cause.</param>
    public SqliteGrainStorageException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>
    /// Creates an exception about one database file.
    /// </summary>
    /// <param name="path">The full path of the database file.</param>
    /// <param name="message">What failed, and the way out.</param>
    /// <param name="innerException">The cause.</param>
    public SqliteGrainStorageException(string path, string message, Exception? innerException) : base(message, innerException!) => Path = path;

    /// <summary>
    /// Gets the full path of the database file.
    /// </summary>
    [Id(0)]
    public string? Path { get; private set; }
}
