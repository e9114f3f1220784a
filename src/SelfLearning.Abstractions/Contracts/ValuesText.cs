using System.Collections.Immutable;
using System.Globalization;

namespace SelfLearning.Contracts;

/// <summary>
/// Parameter values as one text, each name and value behind its length. Nearly all calls carry the same values, so the last text is
/// kept with its values, and a call makes none of the objects and texts that they consist of.
/// </summary>
internal static class ValuesText
{
    [ThreadStatic]
    private static (ImmutableArray<ParameterValue> Values, string? Text) _last;

    /// <summary>The text of values.</summary>
    public static string Write(ImmutableArray<ParameterValue> values)
    {
        if (values.IsDefaultOrEmpty) return "";
        if (_last.Text is { } known && AreEqual(values, _last.Values)) return known;
        var text = string.Concat(values.SelectMany(value => new[] { Sized(value.ParameterName), Sized(value.Value) }));
        _last = (values, text);
        return text;
    }

    /// <summary>The values of a text.</summary>
    /// <exception cref="FormatException"><see cref="Write"/> made no such text.</exception>
    public static ImmutableArray<ParameterValue> Read(string? text)
    {
        if (string.IsNullOrEmpty(text)) return [];
        if (_last.Text == text) return _last.Values;
        var values = ImmutableArray.CreateBuilder<ParameterValue>();
        for (ReadOnlySpan<char> rest = text; !rest.IsEmpty;) values.Add(new ParameterValue(Next(ref rest), Next(ref rest)));
        _last = (values.DrainToImmutable(), text);
        return _last.Values;
    }

    // Each context has an array of its own with the same values.
    private static bool AreEqual(ImmutableArray<ParameterValue> one, ImmutableArray<ParameterValue> other)
    {
        if (one == other) return true;
        if (one.Length != other.Length) return false;
        for (var i = 0; i < one.Length; i++)
            if (one[i].Value != other[i].Value || one[i].ParameterName != other[i].ParameterName) return false;
        return true;
    }

    private static string Sized(string text) => string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}");

    private static string Next(ref ReadOnlySpan<char> rest)
    {
        var colon = rest.IndexOf(':');
        if (colon < 0 || !int.TryParse(rest[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > rest.Length - colon - 1)
            throw new FormatException($"'{rest}' is not the text of parameter values: a length, a colon and so many characters are expected.");
        var next = rest.Slice(colon + 1, length).ToString();
        rest = rest[(colon + 1 + length)..];
        return next;
    }
}
