using System.Collections.Immutable;

namespace SelfLearning.Tool.Replaying.Data;

/// <summary>The rows of the data file that meet the conditions, each with the columns of the joined files.</summary>
internal sealed class JoinedRows : IDisposable
{
    private const int RowsBetweenReports = 4_096;

    private readonly DataMapping _mapping;
    private readonly ImmutableArray<JoinTable> _tables;
    private readonly string[][] _joined;
    private readonly ImmutableArray<(RowCondition Condition, Column Column)> _conditions;
    private readonly int[] _keys;

    /// <summary>Opens the data file.</summary>
    /// <param name="mapping">What the columns mean.</param>
    /// <param name="tables">The joined files, loaded.</param>
    /// <exception cref="InputException">The file cannot be read, or a column is not known.</exception>
    public JoinedRows(DataMapping mapping, ImmutableArray<JoinTable> tables)
    {
        (_mapping, _tables, _joined) = (mapping, tables, new string[tables.Length][]);
        File = CsvFile.Open(mapping.File);
        _keys = [.. tables.Select(table => InFile(table.Key))];
        _conditions = [.. mapping.Where.Select(condition => (condition, Find(condition.Column)))];
    }

    /// <summary>The data file at the present row.</summary>
    public CsvFile File { get; }

    /// <summary>The text of a column in the present row.</summary>
    public string this[Column column] => column.Table < 0 ? File[column.Place] : _joined[column.Table][column.Place];

    /// <summary>Finds a column by its name in the data file or in a joined one.</summary>
    /// <exception cref="InputException">No file has it, or more than one.</exception>
    public Column Find(string name)
    {
        var found = File.Header.IndexOf(name) is var own and >= 0 ? new Column(-1, own) : (Column?)null;
        for (var table = 0; table < _tables.Length; table++)
        {
            if (_tables[table].Key == name || _tables[table].Header.IndexOf(name) is not (var place and >= 0)) continue;
            if (found is not null) throw new InputException($"Column '{name}' is in two of the files; rename one.");
            found = new Column(table, place);
        }

        return found ?? throw new InputException(
            NearestNames.Unknown(_mapping.File, name, [.. File.Header, .. _tables.SelectMany(table => table.Header)]));
    }

    /// <summary>Goes to the next row that meets the conditions; <c>false</c> after the last.</summary>
    /// <param name="progress">Told the share of the file that was read, now and then.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">A row is malformed, or has no row to join.</exception>
    public bool Read(Action<double>? progress, CancellationToken cancellationToken)
    {
        while (File.Read())
        {
            if (File.Line % RowsBetweenReports == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Invoke(File.Share);
            }

            for (var table = 0; table < _tables.Length; table++) _joined[table] = _tables[table].Find(File[_keys[table]], File);
            if (Meets()) return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => File.Dispose();

    private bool Meets()
    {
        foreach (var (condition, column) in _conditions)
            if (!condition.Accepts(this[column])) return false;
        return true;
    }

    private int InFile(string column) => File.Header.IndexOf(column) is var place and >= 0
        ? place
        : throw new InputException(NearestNames.Unknown(_mapping.File, column, File.Header));

    /// <summary>Where a column is.</summary>
    /// <param name="Table">The joined file; -1 for the data file.</param>
    /// <param name="Place">Its place there.</param>
    internal readonly record struct Column(int Table, int Place);
}
