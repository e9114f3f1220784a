using System.Collections.Immutable;
using System.Globalization;

namespace SelfLearning.Tool.Replaying.Data;

/// <summary>Reads the values of one parameter: first which there are, then the place of each row's.</summary>
internal sealed class ParameterReader(ParameterColumn parameter)
{
    // Every spelling of a value: a number may be written in many ways.
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly SortedSet<decimal> _numbers = [];
    private ImmutableArray<JoinedRows.Column> _columns = [];
    private NumberGrid _grid;

    private bool IsNumeric => parameter.Kind is ParameterKind.Integer or ParameterKind.Real;

    /// <summary>Finds the columns in a file that was just opened.</summary>
    public void Bind(JoinedRows rows) => _columns = [.. parameter.Columns.Select(rows.Find)];

    /// <summary>Notes the value of the present row.</summary>
    /// <exception cref="InputException">It is not a value of the kind, or there are too many.</exception>
    public void Note(JoinedRows rows)
    {
        var text = Text(rows);
        if (_places.ContainsKey(text)) return;
        if (IsNumeric) _numbers.Add(Number(text, rows));
        else if (parameter.Kind == ParameterKind.Boolean) _ = Switch(text, rows);
        else if (text.Length is 0 or > 200) throw Wrong(rows, text, "does not have 1 to 200 characters, as a value must");
        _places.Add(text, _texts.Count);
        _texts.Add(text);
        if ((IsNumeric ? _numbers.Count : _texts.Count) <= ParameterDefinition.MaximumValues) return;
        var wayOut = IsNumeric ? "give bounds and a step" : "take a coarser column";
        throw Wrong(rows, text, $"is one value too many: a parameter has at most {ParameterDefinition.MaximumValues}; {wayOut}");
    }

    /// <summary>The parameter with the values that were noted.</summary>
    /// <param name="standard">The default value as it was given; <c>null</c> for the first, the smallest or false.</param>
    /// <exception cref="ModuleConfigurationException">The values or the default do not fit together.</exception>
    /// <exception cref="InputException">The default is not a value of the kind.</exception>
    public ParameterDefinition Define(string? standard)
    {
        if (parameter.Kind == ParameterKind.Categorical) return ParameterDefinition.Categorical(parameter.Name, standard ?? _texts[0], _texts);
        if (parameter.Kind == ParameterKind.Boolean)
        {
            return ParameterDefinition.Boolean(
                parameter.Name, standard is not null && (SwitchOf(standard) ?? throw WrongDefault(standard, "is none of true, false, 1, 0")));
        }

        _grid = parameter.Grid ?? GridOf(_numbers);
        _places.Clear();
        var start = standard is null ? _grid.Minimum : NumberOf(standard) ?? throw WrongDefault(standard, "is not a number between -1e15 and 1e15");
        if (parameter.Kind == ParameterKind.Real)
            return ParameterDefinition.Real(parameter.Name, (double)start, (double)_grid.Minimum, (double)_grid.Maximum, (double)_grid.Step);
        if (start % 1 != 0) throw WrongDefault(standard!, "is not a whole number");
        return ParameterDefinition.Integer(parameter.Name, (long)start, (long)_grid.Minimum, (long)_grid.Maximum, (long)_grid.Step);
    }

    /// <summary>The place of the value of the present row.</summary>
    public int Place(JoinedRows rows)
    {
        var text = Text(rows);
        if (parameter.Kind == ParameterKind.Boolean) return Switch(text, rows) ? 1 : 0;
        if (_places.TryGetValue(text, out var place)) return place;
        return _places[text] = (int)((Number(text, rows) - _grid.Minimum) / _grid.Step);
    }

    private string Text(JoinedRows rows) => _columns.Length == 1
        ? rows[_columns[0]]
        : string.Join('|', _columns.Select(column => rows[column]));

    private decimal Number(string text, JoinedRows rows)
    {
        var number = NumberOf(text) ?? throw Wrong(rows, text, "is not a number between -1e15 and 1e15");
        if (parameter.Kind == ParameterKind.Integer && number % 1 != 0) throw Wrong(rows, text, "is not a whole number");
        if (parameter.Grid is { } grid && (number < grid.Minimum || number > grid.Maximum || (number - grid.Minimum) % grid.Step != 0))
            throw Wrong(rows, text, $"is not in the grid from {grid.Minimum} to {grid.Maximum} in steps of {grid.Step}");
        return number;
    }

    private bool Switch(string text, JoinedRows rows) => SwitchOf(text) ?? throw Wrong(rows, text, "is none of true, false, 1, 0");

    private InputException Wrong(JoinedRows rows, string text, string rule) => rows.File.Wrong(parameter.Text, text, rule);

    private InputException WrongDefault(string text, string rule) => new($"The default '{text}' of parameter '{parameter.Text}' {rule}.");

    private static decimal? NumberOf(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15m ? number : null;

    private static bool? SwitchOf(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => null,
    };

    // The largest step that reaches all numbers from the smallest.
    private static NumberGrid GridOf(SortedSet<decimal> numbers)
    {
        var step = 0m;
        foreach (var number in numbers) step = CommonStep(step, number - numbers.Min);
        return new NumberGrid(numbers.Min, numbers.Max, step);
    }

    private static decimal CommonStep(decimal a, decimal b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
