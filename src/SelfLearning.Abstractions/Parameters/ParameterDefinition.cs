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

    /// <summary>A whole number from <paramref name="minimum"/> to <paramref name="maximum"/>, both included, in steps that divide the range.</summary>
    /// <exception cref="ModuleConfigurationException">The bounds, the step or the default do not fit together.</exception>
    public static ParameterDefinition Integer(string name, long defaultValue, long minimum, long maximum, long step = 1) =>
        Checked(name, ParameterKind.Integer, Grid(name, minimum, maximum, step), ParameterText.Of(defaultValue));

    /// <summary>A real number from <paramref name="minimum"/> to <paramref name="maximum"/>, both included, in steps that divide the range.</summary>
    /// <exception cref="ModuleConfigurationException">The bounds, the step or the default do not fit together.</exception>
    public static ParameterDefinition Real(string name, double defaultValue, double minimum, double maximum, double step)
    {
        var grid = Grid(name, Exact(name, minimum), Exact(name, maximum), Exact(name, step));
        return Checked(name, ParameterKind.Real, grid, ParameterText.Of(Exact(name, defaultValue)));
    }

    /// <summary>The place of <paramref name="value"/> in <see cref="Values"/>, or -1.</summary>
    public int IndexOf(string value) => Values.IsDefault ? -1 : Values.IndexOf(value);

    /// <summary>Checks what came over a wire, where no factory has.</summary>
    /// <param name="path">What stands in front of a member's name in <see cref="SelfLearningException.Field"/>.</param>
    /// <exception cref="ModuleConfigurationException">The name, the values or the default are not valid.</exception>
    internal ParameterDefinition Require(string path)
    {
        var definition = Checked(Name, Kind, Values.IsDefault ? [] : Values, Default, path);
        if (!Enum.IsDefined(Kind)) throw Wrong(Name, $"its kind {(int)Kind} is none of {string.Join(", ", Enum.GetNames<ParameterKind>())}", path + "kind");
        if (Kind == ParameterKind.Boolean && Values is not ["false", "true"]) throw Wrong(Name, "the values of a switch are false, true", path + "values");
        if (!IsNumeric) return definition;
        var last = decimal.MinValue;
        foreach (var text in Values)
        {
            if (!ParameterText.TryReal<decimal>(text, out var value) || ParameterText.Of(value) != text || value <= last
                || (Kind == ParameterKind.Integer && value != decimal.Floor(value)))
            {
                throw Wrong(Name, $"its value '{text}' is not an ascending {(Kind == ParameterKind.Integer ? "whole " : "")}number as in 10 or 0.5", path + "values");
            }

            last = value;
        }

        return definition;
    }

    /// <inheritdoc/>
    public bool Equals(ParameterDefinition? other) =>
        other is not null && Name == other.Name && Kind == other.Kind && Default == other.Default && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Kind, Default);

    private static ParameterDefinition Checked(string name, ParameterKind kind, ImmutableArray<string> values, string defaultValue, string path = "")
    {
        if (name is not { Length: > 0 and <= 63 } || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')))
            throw new ModuleConfigurationException($"'{name}' is not a parameter name: it has 1 to 63 letters, digits, '_', '.' or '-'.") { Field = path + "name" };
        if (values.Length is < 2 or > MaximumValues)
            throw Wrong(name, $"it has {values.Length} values, and a parameter has 2 to {MaximumValues}", path + "values");
        if (values.Any(v => v is not { Length: > 0 and <= 200 }))
            throw Wrong(name, $"its value '{values.First(v => v is not { Length: > 0 and <= 200 })}' does not have 1 to 200 characters", path + "values");
        if (values.Distinct(StringComparer.Ordinal).Count() != values.Length) throw Wrong(name, "a value is listed twice", path + "values");
        if (!values.Contains(defaultValue, StringComparer.Ordinal))
            throw Wrong(name, $"its default '{defaultValue}' is not one of its values ({Preview(values)})", path + "default");
        return new ParameterDefinition { Name = name, Kind = kind, Values = values, Default = defaultValue };
    }

    // Decimal arithmetic: 0.1 + 0.1 + 0.1 is exactly 0.3, so the grid's texts are those a person would write.
    private static ImmutableArray<string> Grid(string name, decimal minimum, decimal maximum, decimal step)
    {
        if (step <= 0) throw Wrong(name, $"its step {ParameterText.Of(step)} is not above 0");
        if (minimum >= maximum)
            throw Wrong(name, $"its minimum {ParameterText.Of(minimum)} is not below its maximum {ParameterText.Of(maximum)}");

        // Compared before it is divided: a range of 1e15 in steps of 1e-20 has more values than a decimal can count.
        if ((maximum - minimum) / MaximumValues >= step)
            throw Wrong(name, $"a step of {ParameterText.Of(step)} gives it more than {MaximumValues} values: take a larger step");
        var steps = (maximum - minimum) / step;
        if (steps != decimal.Floor(steps))
        {
            throw Wrong(
                name,
                $"its range {ParameterText.Of(minimum)} to {ParameterText.Of(maximum)} is not a whole number of steps of {ParameterText.Of(step)}");
        }

        return [.. Enumerable.Range(0, (int)steps + 1).Select(i => ParameterText.Of(minimum + (i * step)))];
    }

    private static decimal Exact(string name, double value) => ParameterText.TryExact(value, out var exact)
        ? exact
        : throw Wrong(name, $"{value.ToString(CultureInfo.InvariantCulture)} is not a number between -1e15 and 1e15");

    private static string Preview(ImmutableArray<string> values) =>
        values.Length <= 8 ? string.Join(", ", values) : $"{string.Join(", ", values.Take(3))}, ... {values[^1]}";

    private static ModuleConfigurationException Wrong(string name, string what, string? field = null) => new($"Parameter '{name}': {what}.") { Field = field };
}
