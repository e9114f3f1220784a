using System.Globalization;
using System.Numerics;

namespace SelfLearning;

/// <summary>The invariant texts of parameter values, as <see cref="ParameterDefinition.Values"/> lists them.</summary>
internal static class ParameterText
{
    // Beyond it a double no longer holds every whole number and a tenth of it exactly enough for a grid.
    private const double Limit = 1e15;

    /// <summary>A number without exponent and without trailing zeros; zero has no sign.</summary>
    public static string Of(decimal value) =>
        value == 0 ? "0" : value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>The decimal a person would write for <paramref name="value"/>; <c>false</c> for what is not between -1e15 and 1e15.</summary>
    public static bool TryExact(double value, out decimal exact)
    {
        exact = 0;
        return double.IsFinite(value) && Math.Abs(value) < Limit && Parse(value.ToString("R", CultureInfo.InvariantCulture), out exact);
    }

    /// <summary>The text of a value of one of the types <see cref="TunableAttribute"/> allows; <c>null</c> for any other value.</summary>
    public static string? TryFormat(object? value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        Enum member => Enum.IsDefined(member.GetType(), member) ? member.ToString() : null,
        byte or short or int or long => Of(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        decimal exact => Of(exact),
        double real => TryExact(real, out var exact) ? Of(exact) : null,
        // By way of its shortest text: 0.7f is 0.7, not the double next to it.
        float real => float.IsFinite(real) && Parse(real.ToString("R", CultureInfo.InvariantCulture), out var exact) ? Of(exact) : null,
        _ => null,
    };

    /// <summary>How far the number <paramref name="second"/> is above the number <paramref name="first"/>.</summary>
    public static string Difference(string first, string second) =>
        Of(decimal.Parse(second, CultureInfo.InvariantCulture) - decimal.Parse(first, CultureInfo.InvariantCulture));

    /// <summary>Reads a whole number: digits with an optional sign.</summary>
    public static bool TryWhole<T>(string text, out T value)
        where T : struct, IBinaryInteger<T> =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>Reads a finite real number; a comma is no part of one.</summary>
    public static bool TryReal<T>(string text, out T value)
        where T : struct, INumberBase<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && T.IsFinite(value);

    /// <summary>Reads <c>false</c> or <c>true</c>.</summary>
    public static bool TryBoolean(string text, out bool value)
    {
        value = text == "true";
        return value || text == "false";
    }

    /// <summary>Reads the name of a member, in its own case; numbers are no names.</summary>
    public static bool TryMember<T>(string text, out T value)
        where T : struct, Enum
    {
        value = default;
        return Enum.IsDefined(typeof(T), text) && Enum.TryParse(text, out value);
    }

    private static bool Parse(string text, out decimal exact) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out exact) && Math.Abs(exact) < (decimal)Limit;
}
