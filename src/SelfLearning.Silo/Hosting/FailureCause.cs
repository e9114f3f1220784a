using SelfLearning.Storage.Sqlite;

namespace SelfLearning.Silo.Hosting;

/// <summary>What an exception of a server or of a provider comes down to.</summary>
internal static class FailureCause
{
    /// <summary>The exception with all it was caused by, the outermost first.</summary>
    public static IEnumerable<Exception> Chain(Exception exception)
    {
        yield return exception;
        var inner = exception is AggregateException { InnerExceptions: var all } ? all : exception.InnerException is { } one ? [one] : Enumerable.Empty<Exception>();
        foreach (var cause in inner.SelectMany(Chain)) yield return cause;
    }

    /// <summary>The message of the first that says by itself what is wrong and what to do; <c>null</c> when there is none.</summary>
    public static string? InPlainWords(Exception exception) => Chain(exception)
        .FirstOrDefault(cause => cause is SiloConfigurationException or SelfLearningException or OrleansConfigurationException or SqliteGrainStorageException)?.Message;

    /// <summary>The cause at the root, with what to do: a sentence or two.</summary>
    public static string Describe(Exception exception)
    {
        if (Chain(exception).Any(cause => cause is OperationCanceledException or TimeoutException)) return "it has not answered in time. Start the server, or correct its connection.";
        var text = FirstParagraph(Chain(exception).Last().Message);
        return text.Contains("relation \"", StringComparison.Ordinal)
            ? $"{text}. The tables are missing: run deploy/postgresql/schema.sql on the database once."
            : $"{text}. Start the server, or correct its connection.";
    }

    // Azure adds the headers of the answer.
    public static string FirstParagraph(string message) =>
        string.Join(' ', message.ReplaceLineEndings("\n").Split("\n\n")[0].Split('\n', StringSplitOptions.TrimEntries)).TrimEnd('.');
}
