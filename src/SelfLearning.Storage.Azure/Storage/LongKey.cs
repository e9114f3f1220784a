using System.Security.Cryptography;
using System.Text;

namespace SelfLearning.Storage.Azure.Storage;

/// <summary>
/// Keys beyond a limit of the service, which the official packages cannot store: their end gives way to a hash of the whole.
/// </summary>
internal static class LongKey
{
    private const int HashLength = 32;

    /// <summary>
    /// The key, or its beginning and a hash of it, in at most <paramref name="longest"/> characters.
    /// </summary>
    public static string Shorten(string key, int longest) => key.Length <= longest ? key : WithHash(key, key, longest);

    /// <summary>
    /// As much of <paramref name="key"/> as fits into <paramref name="longest"/> characters, and the hash of <paramref name="original"/>.
    /// </summary>
    public static string WithHash(string key, string original, int longest)
    {
        var kept = Math.Min(key.Length, longest - HashLength - 1);
        return $"{key[..(char.IsHighSurrogate(key[kept - 1]) ? kept - 1 : kept)]}~{Hash(original)}";
    }

    /// <summary>
    /// 128 bits of SHA-256, as hexadecimal digits.
    /// </summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
}
