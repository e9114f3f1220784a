namespace SelfLearning.Learning;

/// <summary>Cuts texts to a length.</summary>
internal static class TextCut
{
    /// <summary>The first <paramref name="length"/> characters, one fewer where that would halve a surrogate pair.</summary>
    public static ReadOnlySpan<char> Cut(this ReadOnlySpan<char> text, int length)
    {
        if (text.Length <= length) return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) && char.IsLowSurrogate(text[length]) ? length - 1 : length)];
    }

    /// <inheritdoc cref="Cut(ReadOnlySpan{char}, int)"/>
    public static string Cut(this string text, int length) =>
        text.Length <= length ? text : text.AsSpan().Cut(length).ToString();
}
