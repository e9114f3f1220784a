using System.Collections.Immutable;

namespace SelfLearning.Tool.Replaying.Data;

/// <summary>The rows of a further file by the text of one column.</summary>
internal sealed class JoinTable
{
    private readonly Dictionary<string, string[]> _rows = new(StringComparer.Ordinal);
    private readonly JoinedFile _joined;

    private JoinTable(JoinedFile joined, ImmutableArray<string> header) => (_joined, Header) = (joined, header);

    /// <summary>The names of its columns.</summary>
    public ImmutableArray<string> Header { get; }

    /// <summary>The column by which rows are found.</summary>
    public string Key => _joined.Column;

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="InputException">It cannot be read, lacks the column, or has a key twice.</exception>
    public static JoinTable Load(JoinedFile joined)
    {
        using var file = CsvFile.Open(joined.File);
        var table = new JoinTable(joined, file.Header);
        var key = file.Header.IndexOf(joined.Column);
        if (key < 0) throw new InputException(NearestNames.Unknown(joined.File, joined.Column, file.Header));
        while (file.Read())
        {
            var row = new string[file.Header.Length];
            for (var i = 0; i < row.Length; i++) row[i] = file[i];
            if (!table._rows.TryAdd(row[key], row))
                throw file.Wrong(joined.Column, row[key], "stands in two rows, and a row to join must be found by it; remove one");
        }

        return table;
    }

    /// <summary>The row with this key.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public string[] Find(string key, CsvFile file) => _rows.TryGetValue(key, out var row)
        ? row
        : throw file.Wrong(_joined.Column, key, $"has no row in {_joined.File}");
}
