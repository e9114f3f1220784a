using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace SelfLearning;

/// <summary>The text of an API key and of its hash, the only thing of a key that is configured.</summary>
/// <remarks>A key is 32 random bytes, so one round of SHA-256 is enough: there is nothing to guess, and nothing to slow down.</remarks>
public static class ApiKeyText
{
    /// <summary>What a key begins with, so that tools that look for leaked secrets find it.</summary>
    public const string Prefix = "slo_";

    /// <summary>What a hash begins with.</summary>
    public const string HashPrefix = "sha256:";

    /// <summary>The longest text that is looked at, in characters.</summary>
    public const int MaximumLength = 200;

    /// <summary>A new key: the prefix and 32 random bytes in base64url.</summary>
    /// <param name="random">The random source; that of the operating system by default.</param>
    public static string Generate(RandomNumberGenerator? random = null)
    {
        Span<byte> key = stackalloc byte[32];
        if (random is null) RandomNumberGenerator.Fill(key);
        else random.GetBytes(key);
        return Prefix + Base64Url.EncodeToString(key);
    }

    /// <summary>The hash of a key: the SHA-256 of its text in UTF-8.</summary>
    public static ImmutableArray<byte> Hash(string key) => [.. SHA256.HashData(Encoding.UTF8.GetBytes(key))];

    /// <summary>A hash as it stands in the configuration: the prefix and 64 hexadecimal digits.</summary>
    public static string Format(ImmutableArray<byte> hash) => HashPrefix + Convert.ToHexStringLower(hash.AsSpan());

    /// <summary>Reads what <see cref="Format"/> writes.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="hash">The hash; empty where the text is none.</param>
    public static bool TryParse(string? text, out ImmutableArray<byte> hash)
    {
        hash = [];
        if (text is not { Length: 71 } || !text.StartsWith(HashPrefix, StringComparison.Ordinal)) return false;
        var bytes = new byte[SHA256.HashSizeInBytes];
        if (Convert.FromHexString(text.AsSpan(HashPrefix.Length), bytes, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        hash = [.. bytes];
        return true;
    }
}
