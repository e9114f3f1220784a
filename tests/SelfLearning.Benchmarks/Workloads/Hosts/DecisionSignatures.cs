using System.Buffers.Binary;
using System.Security.Cryptography;
using SelfLearning.Learning;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>Signs decisions and verifies them with a prepared key: one HMAC each, without a text. Not safe for concurrent use.</summary>
internal sealed class DecisionSignatures : IDisposable
{
    public const int Length = 16;

    private const int BodyLength = 8 + 8 + 8 + 4 + 4 + 1;

    /// <summary>The key of the one context there is.</summary>
    public static readonly byte[] Key = new byte[SigningKeys.ContextKeyLength];

    private readonly IncrementalHash _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key);

    public byte[] Sign(in Decision decision)
    {
        Span<byte> tag = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(decision, tag);
        return tag[..Length].ToArray();
    }

    public bool IsSigned(in Decision decision, byte[] signature)
    {
        Span<byte> tag = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(decision, tag);
        return CryptographicOperations.FixedTimeEquals(tag[..Length], signature);
    }

    public void Dispose() => _hash.Dispose();

    private void Hash(in Decision decision, Span<byte> tag)
    {
        Span<byte> body = stackalloc byte[BodyLength];
        BinaryPrimitives.WriteInt64LittleEndian(body, decision.DecidedAtMs);
        BinaryPrimitives.WriteInt64LittleEndian(body[8..], decision.Token);
        BinaryPrimitives.WriteInt64LittleEndian(body[16..], decision.PolicyVersion);
        BinaryPrimitives.WriteInt32LittleEndian(body[24..], decision.Candidate);
        BinaryPrimitives.WriteUInt32LittleEndian(body[28..], decision.Overridden);
        body[32] = (byte)decision.KeyEpoch;
        _hash.AppendData(body);
        _hash.GetHashAndReset(tag);
    }
}
