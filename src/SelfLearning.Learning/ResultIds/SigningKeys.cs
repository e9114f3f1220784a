using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SelfLearning.Learning;

/// <summary>
/// The master keys that result ids are signed with: one current key for new ids, and others that are only accepted. Each has an epoch,
/// a number of 0 to 255 that the ids carry, so that a new key leaves the ids of the old one valid. Immutable.
/// </summary>
/// <remarks>
/// To change the key of a running cluster without losing feedback: give the new key an epoch that no held key has, list it among the
/// others everywhere; then make it the current one and list the old one among the others; and take the old one away when the feedback
/// window has passed. With one silo the first step is not needed. An epoch may be used again when ids that carry it are outside the window.
/// </remarks>
public sealed class SigningKeys
{
    /// <summary>The shortest master key, in bytes.</summary>
    public const int MinimumLength = 32;

    /// <summary>The length of a context's signing key, in bytes.</summary>
    public const int ContextKeyLength = 32;

    /// <summary>The highest epoch.</summary>
    public const int MaximumEpoch = 255;

    private static ReadOnlySpan<byte> Label => "SelfLearning result id signing key 1"u8;

    private readonly FrozenDictionary<int, byte[]> _masters;

    /// <summary>Keys from bytes, by epoch; the bytes are copied.</summary>
    /// <param name="currentEpoch">The epoch of the key that signs new ids.</param>
    /// <param name="masterKeys">All keys, the current one included; each has at least 32 bytes from a cryptographic random source.</param>
    /// <exception cref="ModuleConfigurationException">A key is too short, an epoch is not 0 to 255, or the current key is missing.</exception>
    public SigningKeys(int currentEpoch, IReadOnlyDictionary<int, byte[]> masterKeys)
    {
        ArgumentNullException.ThrowIfNull(masterKeys);
        foreach (var (epoch, key) in masterKeys)
        {
            RequireEpoch(epoch, "A signing key");
            RequireLength(key.Length, $"The signing key of epoch {epoch}");
        }

        if (!masterKeys.ContainsKey(currentEpoch))
            throw new ModuleConfigurationException(
                $"There is no signing key of epoch {currentEpoch}, which is to be the current one: add it to the keys.");
        CurrentEpoch = currentEpoch;
        _masters = masterKeys.ToFrozenDictionary(k => k.Key, k => k.Value.ToArray());
    }

    /// <summary>The epoch of the key that signs new ids.</summary>
    public int CurrentEpoch { get; }

    /// <summary>
    /// Reads keys from configuration. A key is base64 of at least 32 bytes, with its epoch in front (<c>1:base64</c>) or without
    /// (epoch 0). A key may be listed twice; two different keys of one epoch are an error.
    /// </summary>
    /// <param name="current">The key that signs new ids.</param>
    /// <param name="older">Keys that are accepted beside it: older ones, and a newer one that is not yet known everywhere.</param>
    /// <exception cref="ModuleConfigurationException">A key breaks the rule; the message names it without showing it.</exception>
    public static SigningKeys Parse(string current, IEnumerable<string> older)
    {
        ArgumentNullException.ThrowIfNull(older);
        var (currentEpoch, currentKey) = ParseKey(current, "The current signing key");
        var keys = new Dictionary<int, byte[]> { [currentEpoch] = currentKey };
        var number = 0;
        foreach (var text in older)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"Older signing key {++number}");
            var (epoch, key) = ParseKey(text, name);
            if (keys.TryGetValue(epoch, out var held) && !held.AsSpan().SequenceEqual(key))
                throw new ModuleConfigurationException(
                    $"{name} differs from another key of epoch {epoch}: every key has an epoch of its own, written in front of it "
                    + "('1:<base64>'; without one it is 0). Give the new key an epoch that no other key has.");
            keys[epoch] = key;
        }

        return new SigningKeys(currentEpoch, keys);
    }

    /// <summary>A new master key: 32 random bytes as base64, in the form <see cref="Parse"/> reads.</summary>
    /// <param name="random">The random source; that of the operating system by default.</param>
    public static string Generate(RandomNumberGenerator? random = null)
    {
        Span<byte> key = stackalloc byte[MinimumLength];
        if (random is null) RandomNumberGenerator.Fill(key);
        else random.GetBytes(key);
        return Convert.ToBase64String(key);
    }

    /// <summary>
    /// The 32-byte key that signs the ids of one context: HKDF-SHA256 (RFC 5869) of the master key, without salt, with the product's
    /// label, the epoch and the length-prefixed names as info. It says nothing of the master key and of other contexts' keys.
    /// </summary>
    /// <param name="epoch">The epoch that an id carries, or <see cref="CurrentEpoch"/> for new ids.</param>
    /// <param name="module">The module's name.</param>
    /// <param name="context">The context key.</param>
    /// <returns>The key, or <c>null</c> when no key of that epoch is held.</returns>
    /// <exception cref="ModuleConfigurationException">The module's name breaks its rule.</exception>
    public byte[]? DeriveContextKey(int epoch, string module, ContextKey context)
    {
        ModuleName.Require(module);
        if (!_masters.TryGetValue(epoch, out var master)) return null;

        Span<byte> info = stackalloc byte[Label.Length + 1 + 1 + ModuleName.MaximumLength + 1 + ContextKey.MaximumLength];
        Label.CopyTo(info);
        var at = Label.Length;
        info[at++] = (byte)epoch;
        info[at++] = (byte)module.Length;
        at += Encoding.ASCII.GetBytes(module, info[at..]);
        info[at++] = (byte)context.Text.Length;
        at += Encoding.ASCII.GetBytes(context.Text, info[at..]);
        var key = new byte[ContextKeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, key, salt: [], info[..at]);
        return key;
    }

    private static (int Epoch, byte[] Key) ParseKey(string? text, string name)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new ModuleConfigurationException($"{name} is empty: a signing key is base64 of at least {MinimumLength} random bytes.");
        var epoch = 0;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && !int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out epoch)) epoch = -1;
        RequireEpoch(epoch, name);
        var key = new byte[text.Length];
        if (!Convert.TryFromBase64Chars(text.AsSpan(colon + 1), key, out var length))
            throw new ModuleConfigurationException(
                $"{name} is not base64: a signing key is base64 of at least {MinimumLength} random bytes, "
                + "with its epoch in front ('1:<base64>') or without.");
        RequireLength(length, name);
        return (epoch, key[..length]);
    }

    private static void RequireEpoch(int epoch, string name)
    {
        if (epoch is < 0 or > MaximumEpoch)
            throw new ModuleConfigurationException(
                $"{name} has an epoch that is not a number of 0 to {MaximumEpoch}: write '1:<base64>', or base64 alone for epoch 0.");
    }

    private static void RequireLength(int length, string name)
    {
        if (length < MinimumLength)
            throw new ModuleConfigurationException(
                $"{name} has {length} bytes: a signing key has at least {MinimumLength} bytes from a cryptographic random source.");
    }
}
