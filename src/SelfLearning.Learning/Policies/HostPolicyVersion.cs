using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text.Json;

namespace SelfLearning.Learning;

/// <summary>
/// Tells whether what a host decides with is still in force: one number over the policy, the definition with its options, and the
/// signing key. Two numbers say that something differs, not which is newer.
/// </summary>
public static class HostPolicyVersion
{
    /// <summary>The number a host without a policy names.</summary>
    public const long None = 0;

    /// <summary>The number; never <see cref="None"/>.</summary>
    /// <param name="policy">The policy in force.</param>
    /// <param name="definition">The definition in force, with the options in force.</param>
    /// <param name="keyEpoch">The epoch of the signing key.</param>
    /// <param name="contextSigningKey">The context's signing key.</param>
    public static long Of(PolicySnapshot policy, ModuleDefinition definition, int keyEpoch, ReadOnlySpan<byte> contextSigningKey)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(definition);
        var hash = new XxHash3();
        Span<byte> numbers = stackalloc byte[3 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, policy.Version);
        // A context that was deleted begins again with version 1.
        BinaryPrimitives.WriteInt64LittleEndian(numbers[sizeof(long)..], policy.PublishedAt.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[(2 * sizeof(long))..], keyEpoch);
        hash.Append(numbers);
        hash.Append(contextSigningKey);
        hash.Append(JsonSerializer.SerializeToUtf8Bytes(definition));
        var version = unchecked((long)hash.GetCurrentHashAsUInt64());
        return version == None ? 1 : version;
    }
}
