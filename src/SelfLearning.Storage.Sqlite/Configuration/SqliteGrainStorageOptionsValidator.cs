using Orleans.Configuration;

namespace SelfLearning.Storage.Sqlite.Configuration;

/// <summary>
/// Refuses a path that cannot name a database file before anything of the silo starts.
/// </summary>
internal sealed class SqliteGrainStorageOptionsValidator(SqliteGrainStorageOptions options, string name) : IConfigurationValidator
{
    /// <inheritdoc/>
    public void ValidateConfiguration()
    {
        if (FindFault(options.Path) is { } fault)
        {
            throw new OrleansConfigurationException(
                $"SQLite grain storage '{name}': Path '{options.Path}' {fault} Path names one database file, such as " +
                $"'{SqliteGrainStorageOptions.DefaultPath}'; set Orleans:GrainStorage:{name}:Path.");
        }
    }

    private static string? FindFault(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return "is empty.";
        }

        if (path.Contains('\0', StringComparison.Ordinal))
        {
            return "contains a NUL character.";
        }

        if (path.StartsWith(":memory:", StringComparison.OrdinalIgnoreCase) || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return "is an SQLite URI or an in-memory database (for storage that forgets, use ProviderType 'Memory').";
        }

        return Path.EndsInDirectorySeparator(path) ? "names a folder." : null;
    }
}
