using SelfLearning.Tool.Replaying.Data;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>The page as a file.</summary>
internal static class HtmlFile
{
    /// <summary>Makes sure that a page can be written, without touching what is there.</summary>
    /// <exception cref="InputException">It cannot.</exception>
    public static void RequireWritable(string file) => Try(file, () =>
    {
        using var stream = new FileStream(file, FileMode.Append, FileAccess.Write);
    });

    /// <summary>Writes the page.</summary>
    /// <exception cref="InputException">It could not be written.</exception>
    public static void Write(string file, ReplayReport report) => Try(file, () => File.WriteAllText(file, HtmlReport.Write(report)));

    private static void Try(string file, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"--report '{file}' cannot be written: {exception.Message}", exception);
        }
    }
}
