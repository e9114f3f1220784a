using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SelfLearning;

/// <summary>The escaped form of a context key: injective, because every escape starts with a character that is itself always escaped.</summary>
internal static class ContextKeyEncoding
{
    // "~~" never starts an ordinary escape (those are "~" and two hexadecimal digits), so a digested key equals no other key.
    private const int DigestLength = 2 + 64;

    public static string Encode(string text, SearchValues<char> unescaped)
    {
        var result = new StringBuilder(Math.Min(text.Length * 3, ContextKey.MaximumLength + 16));
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length && result.Length <= ContextKey.MaximumLength; i++)
        {
            var c = text[i];
            if (unescaped.Contains(c))
            {
                result.Append(c);
            }
            else if (Rune.TryGetRuneAt(text, i, out var rune))
            {
                var count = rune.EncodeToUtf8(utf8);
                foreach (var b in utf8[..count]) result.Append(CultureInfo.InvariantCulture, $"~{b:x2}");
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                // An unpaired surrogate has no UTF-8 form; 'u' is no hexadecimal digit, so this escape is apart from the others.
                result.Append(CultureInfo.InvariantCulture, $"~u{(int)c:x4}");
            }
        }

        if (result.Length <= ContextKey.MaximumLength) return result.ToString();
        var digest = Convert.ToHexStringLower(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan())));
        return string.Concat(result.ToString(0, ContextKey.MaximumLength - DigestLength), "~~", digest);
    }
}
