namespace SelfLearning;

/// <summary>
/// Marks a property of a module's configuration record as a parameter that may be learned. The parameter's name is the property's
/// name in camel case; its default is the property's value in the bound configuration.
/// </summary>
/// <remarks>
/// <c>[Tunable("a", "b")]</c> on a <see cref="string"/>; <c>[Tunable(0.0, 1.2, Step = 0.1)]</c> on a number;
/// <c>[Tunable]</c> on a <see cref="bool"/> or an enum (all its members).
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TunableAttribute : Attribute
{
    /// <summary>All values of a boolean or an enum.</summary>
    public TunableAttribute() => Values = [];

    /// <summary>One of the given texts.</summary>
    public TunableAttribute(params string[] values) => Values = values ?? [];

    /// <summary>A number between two bounds, both included.</summary>
    public TunableAttribute(double minimum, double maximum)
    {
        Values = [];
        (Minimum, Maximum) = (minimum, maximum);
    }

    /// <summary>The values of a text parameter; empty for the other kinds.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>The smallest value of a number.</summary>
    public double? Minimum { get; }

    /// <summary>The largest value of a number.</summary>
    public double? Maximum { get; }

    /// <summary>The distance of neighbouring values of a number; 1 unless set. The range is a whole number of steps.</summary>
    public double Step { get; set; } = 1;
}
