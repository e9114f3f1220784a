using System.Buffers;

namespace SelfLearning;

/// <summary>
/// The input type a call belongs to. Every context key of a module is learned on its own.
/// 1 to 200 characters of <c>A-Z a-z 0-9 . _ ~ : -</c>; <see cref="Encode"/> turns any other text into a valid key.
/// </summary>
[GenerateSerializer, Immutable, Alias("selflearning.context-key")]
public readonly record struct ContextKey
{
    /// <summary>The longest context key, in characters.</summary>
    public const int MaximumLength = 200;

    private const char Escape = '~';
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-";
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Plain + Escape);
    private static readonly SearchValues<char> Unescaped = SearchValues.Create(Plain);

    [Id(0)]
    private readonly string? _text;

    private ContextKey(string text) => _text = text;

    /// <summary>The key of calls that name no context: <c>default</c>.</summary>
    public static ContextKey Default { get; } = new("default");

    /// <summary>The key's text; <c>default</c> for an uninitialised key.</summary>
    public string Text => _text ?? Default._text!;

    /// <summary>Whether <paramref name="text"/> is a valid key.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaximumLength } && !text.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Reads a key.</summary>
    /// <exception cref="ModuleProcessingException">The text is not a valid key.</exception>
    public static ContextKey Parse(string? text) => IsValid(text)
        ? new ContextKey(text!)
        : throw new ModuleProcessingException(
            $"'{Shorten(text)}' is not a context key: a context key has 1 to {MaximumLength} characters of A-Z, a-z, 0-9 and . _ ~ : - "
            + "(ContextKey.Encode turns any text into one).")
        { Context = Shorten(text), Reason = FailureReason.Invalid, Field = "context" };

    /// <summary>
    /// Turns any text into a valid key; different texts give different keys. Letters, digits and <c>. _ : -</c> stay as they are,
    /// other bytes of the UTF-8 form become <c>~hh</c>; what would not fit into 200 characters is cut and ends in a SHA-256 digest;
    /// the empty text is <c>~</c>.
    /// </summary>
    /// <param name="text">Any text; an unpaired surrogate is kept apart from every other text.</param>
    public static ContextKey Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0) return new ContextKey("~");
        if (text.Length <= MaximumLength && !text.AsSpan().ContainsAnyExcept(Unescaped)) return new ContextKey(text);
        return new ContextKey(ContextKeyEncoding.Encode(text, Unescaped));
    }

    /// <summary>Keys are equal when their texts are; an uninitialised key is <see cref="Default"/>.</summary>
    public bool Equals(ContextKey other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string? Shorten(string? text) => text is { Length: > 80 } ? string.Concat(text.AsSpan(0, 80), "...") : text;
}
