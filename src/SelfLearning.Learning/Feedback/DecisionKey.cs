using System.Buffers.Binary;
using System.IO.Hashing;

namespace SelfLearning.Learning;

/// <summary>Tells decisions of one context apart.</summary>
/// <param name="DecidedAtMs">The time of the decision in milliseconds since 1970 (UTC).</param>
/// <param name="Token">The random part of its result id.</param>
public readonly record struct DecisionKey(long DecidedAtMs, long Token)
{
    /// <summary>The time of the decision.</summary>
    public DateTimeOffset DecidedAt => DateTimeOffset.FromUnixTimeMilliseconds(DecidedAtMs);

    /// <summary>The hour of the decision, counted from 1970 (UTC).</summary>
    public long Hour => DecidedAtMs / 3_600_000;

    /// <summary>The key of the decision a result id names.</summary>
    public static DecisionKey Of(ResultId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new DecisionKey(id.DecidedAt.ToUnixTimeMilliseconds(), id.Token);
    }

    /// <summary>
    /// The key of the slot of this decision and a source: XXH3-64 of token, time in milliseconds and source. Depends on nothing else, so
    /// that it is the same in every process and version; never 0.
    /// </summary>
    public ulong SlotKey(FeedbackSource source)
    {
        Span<byte> bytes = stackalloc byte[17];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Token);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], DecidedAtMs);
        bytes[16] = (byte)source;
        return Math.Max(1, XxHash3.HashToUInt64(bytes));
    }
}
