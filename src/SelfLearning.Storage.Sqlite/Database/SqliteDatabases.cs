namespace SelfLearning.Storage.Sqlite.Database;

/// <summary>
/// The open files of this process. Storages that name the same file share one writer; the last to leave closes it.
/// </summary>
internal static class SqliteDatabases
{
    private static readonly Dictionary<string, Entry> Open =
        new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private static readonly SemaphoreSlim Gate = new(1, 1);

    /// <summary>
    /// Opens the file, or shares it when it is open. <see cref="ReleaseAsync"/> must follow.
    /// </summary>
    public static async Task<SqliteDatabase> AcquireAsync(string fullPath, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!Open.TryGetValue(fullPath, out var entry))
            {
                entry = new Entry(SqliteDatabase.Open(fullPath, SqliteSchema.Current));
                Open.Add(fullPath, entry);
            }

            entry.Users++;
            return entry.Database;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>
    /// Gives the file back. Waits for the end of the queue when nobody else has it open, so that the next to open it finds everything.
    /// </summary>
    public static async Task ReleaseAsync(SqliteDatabase database)
    {
        await Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            var entry = Open[database.Path];
            if (--entry.Users == 0)
            {
                Open.Remove(database.Path);
                await database.CloseAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            Gate.Release();
        }
    }

    private sealed class Entry(SqliteDatabase database)
    {
        public SqliteDatabase Database { get; } = database;

        public int Users { get; set; }
    }
}
