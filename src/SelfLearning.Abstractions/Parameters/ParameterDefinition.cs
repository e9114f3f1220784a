using System.Collections.Immutable;
using System.Globalization;

namespace SelfLearning;

/// <summary>
/// One tunable parameter of a module: its name, its ordered values as invariant text, and the value used until something better is known.
/// Made by <see cref="Categorical"/>, <see cref="Boolean"/>, <see cref="Integer"/> and <see cref="Real"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("selflearning.parameter-definition")]
public sealed record ParameterDefinition
{
    /// <summary>The most values one parameter may have.</summary>
    public const int MaximumValues = 1_001;

    /// <summary>1 to 63 characters of letters, digits, <c>_ . -</c>.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>What the values are.</summary>
    [Id(1)] public required ParameterKind Kind { get; init; }

    /// <summary>All values in order; numbers in ascending order.</summary>
    [Id(2)] public required ImmutableArray<string> Values { get; init; }

    /// <summary>The value in use until an adaptation changes it; one of <see cref="Values"/>.</summary>
    [Id(3)] public required string Default { get; init; }

    /// <summary>Whether the values are numbers with an order that means something.</summary>
    public bool IsNumeric => Kind is ParameterKind.Integer or ParameterKind.Real;

    /// <summary>A choice from a closed list of texts.</summary>
    /// <exception cref="ModuleConfigurationException">Fewer than 2 or repeated values, or a default that is not among them.</exception>
    public static ParameterDefinition Categorical(string name, string defaultValue, params IEnumerable<string> values) =>
        Checked(name, ParameterKind.Categorical, [.. values], defaultValue);

    /// <summary>A switch.</summary>
    /// <exception cref="ModuleConfigurationException">The name is not valid.</exception>
    public static ParameterDefinition Boolean(string name, bool defaultValue) =>
        Checked(name, ParameterKind.Boolean, ["false", "true"], defaultValue ? "true" : "false");

    /// <summary>A whole number from <paramref name="minimum"/> to <paramref name="maximum"/>, both included, in steps.</summary>
    /// <exception cref="ModuleConfigurationException">The bounds, the step or the default do not fit together.</exception>
    public static ParameterDefinition Integer(string name, long defaultValue, long minimum, long maximum, long step = 1) =>
        Checked(name, ParameterKind.Integer, Grid(name, minimum, maximum, step, whole: true), Text(defaultValue));

    /// <summary>A real number from <paramref name="minimum"/> to <paramref name="maximum"/>, both included, in steps.</summary>
    /// <exception cref="ModuleConfigurationException">The bounds, the step or the default do not fit together.</exception>
    public static ParameterDefinition Real(string name, double defaultValue, double minimum, double maximum, double step)
    {
        var grid = Grid(name, Exact(name, minimum), Exact(name, maximum), Exact(name, step), whole: false);
        return Checked(name, ParameterKind.Real, grid, Text(Exact(name, defaultValue)));
    }

    /// <summary>The place of <paramref name="value"/> in <see cref="Values"/>, or -1.</summary>
    public int IndexOf(string value) => Values.IndexOf(value);

    /// <inheritdoc/>
    public bool Equals(ParameterDefinition? other) =>
        other is not null && Name == other.Name && Kind == other.Kind && Default == other.Default && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Kind, Default, Values.Length);

    private static ParameterDefinition Checked(string name, ParameterKind kind, ImmutableArray<string> values, string defaultValue)
    {
        if (name is not { Length: > 0 and <= 63 } || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')))
            throw new ModuleConfigurationException($"'{name}' is not a parameter name: it has 1 to 63 letters, digits, '_', '.' or '-'.");
        if (values.Length is < 2 or > MaximumValues)
            throw Wrong(name, $"it has {values.Length} values, and a parameter has 2 to {MaximumValues}");
        if (values.FirstOrDefault(v => v is not { Length: > 0 and <= 200 }) is { } odd)
            throw Wrong(name, $"its value '{odd}' does not have 1 to 200 characters");
        if (values.Distinct(StringComparer.Ordinal).Count() != values.Length) throw Wrong(name, "a value is listed twice");
        if (!values.Contains(defaultValue, StringComparer.Ordinal))
            throw Wrong(name, $"its default '{defaultValue}' is not one of its values ({Preview(values)})");
        return new ParameterDefinition { Name = name, Kind = kind, Values = values, Default = defaultValue };
    }

    // Decimal arithmetic: 0.1 + 0.1 + 0.1 is exactly 0.3, so the grid's texts are those a person would write.
    private static ImmutableArray<string> Grid(string name, decimal minimum, decimal maximum, decimal step, bool whole)
    {
        if (step <= 0) throw Wrong(name, $"its step {Text(step)} is not above 0");
        if (minimum >= maximum) throw Wrong(name, $"its minimum {Text(minimum)} is not below its maximum {Text(maximum)}");
        var steps = (maximum - minimum) / step;
        if (steps != decimal.Floor(steps) && !whole)
            throw Wrong(name, $"its range {Text(minimum)} to {Text(maximum)} is not a whole number of steps of {Text(step)}");
        if (steps + 1 > MaximumValues)
            throw Wrong(name, $"it has {Text(decimal.Floor(steps) + 1)} values, and a parameter has at most {MaximumValues}: take a larger step");
        return [.. Enumerable.Range(0, (int)decimal.Floor(steps) + 1).Select(i => Text(minimum + (i * step)))];
    }

    private static decimal Exact(string name, double value) => double.IsFinite(value) && Math.Abs(value) < 1e15
        ? decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
        : throw Wrong(name, $"{value.ToString(CultureInfo.InvariantCulture)} is not a number between -1e15 and 1e15");

    private static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    private static string Preview(ImmutableArray<string> values) =>
        values.Length <= 8 ? string.Join(", ", values) : $"{string.Join(", ", values.Take(3))}, ... {values[^1]}";

    private static ModuleConfigurationException Wrong(string name, string what) => new($"Parameter '{name}': {what}.");
}
