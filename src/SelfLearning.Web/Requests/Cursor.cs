using System.Buffers.Text;
using System.Text;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web;

/// <summary>Where a list goes on. Callers pass it on as it is; what it holds may change with any version.</summary>
internal static class Cursor
{
    private const string Field = "cursor";
    private const int MaximumLength = 400;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The cursor of the part after a key.</summary>
    public static string After(string key) => Base64Url.EncodeToString(Strict.GetBytes(key));

    /// <summary>The key a list goes on after; <c>null</c> for its beginning.</summary>
    /// <exception cref="RequestProblem">The text is no cursor.</exception>
    public static string? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        try
        {
            if (cursor.Length <= MaximumLength) return Strict.GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            // Said below.
        }

        throw RequestProblem.Invalid(Field, "The cursor is not one that this service gave: take it from 'next' of the page before, or leave it out.");
    }
}
