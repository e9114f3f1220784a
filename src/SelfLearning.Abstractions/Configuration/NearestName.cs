namespace SelfLearning;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class NearestName
{
    private const int ShortList = 12;

    /// <summary>A sentence with the nearest of <paramref name="names"/>, and all of them where they are few.</summary>
    public static string Hint(string name, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0) return "It has no members.";
        var nearest = names.MinBy(candidate => Distance(name, candidate))!;
        return names.Count <= ShortList
            ? $"The nearest name is '{nearest}'; the names are {string.Join(", ", names)}."
            : $"The nearest name is '{nearest}'.";
    }

    /// <summary>The Levenshtein distance: the fewest single letters added, removed or changed, whatever their case.</summary>
    public static int Distance(string first, string second)
    {
        var (row, above) = (new int[second.Length + 1], Enumerable.Range(0, second.Length + 1).ToArray());
        for (var i = 1; i <= first.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var changed = char.ToUpperInvariant(first[i - 1]) == char.ToUpperInvariant(second[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + changed);
            }

            (row, above) = (above, row);
        }

        return above[second.Length];
    }
}
