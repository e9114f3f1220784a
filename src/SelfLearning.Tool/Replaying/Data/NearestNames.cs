namespace SelfLearning.Tool.Replaying.Data;

/// <summary>Says which names are nearest to one that is not known.</summary>
internal static class NearestNames
{
    private const int Shown = 3;

    /// <summary>The message for a column that a file does not have.</summary>
    public static string Unknown(string file, string column, IReadOnlyCollection<string> columns) =>
        columns.Count == 1 && columns.First().IndexOfAny([';', '\t', '|']) is >= 0 and var place
            ? $"{file} has one column, '{columns.First()}': its values seem to be separated by '{columns.First()[place]}'; save it with commas."
            : $"{file} has no column '{column}'; the nearest are {string.Join(", ", Of(column, columns).Select(name => $"'{name}'"))}.";

    /// <summary>The names by their edit distance (Levenshtein), the nearest first.</summary>
    public static IEnumerable<string> Of(string name, IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).OrderBy(other => Distance(name, other)).Take(Shown);

    private static int Distance(string a, string b)
    {
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = previous[j - 1] + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
