using System.Buffers.Binary;
using System.IO.Hashing;

namespace SelfLearning.Learning;

/// <summary>What is remembered of one (result id, source), so that it counts once and can be corrected.</summary>
/// <param name="Key">What <see cref="ResultId.SlotKey"/> gives; never 0.</param>
/// <param name="Quality">The quality that holds, 0 to 1.</param>
/// <param name="Baseline">The baseline of the fold it was learned with, 0 to 1; 0 while it is not learned.</param>
/// <param name="Scale">The scale of that fold, above 0; 0 while it is not learned.</param>
/// <param name="Revision">What <see cref="RevisionOf"/> gives for the feedback that holds; the higher one is the newer one.</param>
public readonly record struct Slot(ulong Key, double Quality, double Baseline, double Scale, long Revision)
{
    /// <summary>The bytes of a slot on storage.</summary>
    internal const int Size = 40;

    private const int HashBits = 10;
    private const long TickLimit = 1L << (64 - HashBits);
    private static readonly long FirstTick = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    /// <summary>Whether the quality is part of the evidence.</summary>
    public bool IsLearned => Scale > 0;

    /// <summary>What <see cref="IsValid"/> asks for, in messages.</summary>
    internal const string Rule = "a slot has a key other than 0, finite numbers, and a scale of at least 0";

    /// <summary>Whether the members are in the ranges that a record may hold.</summary>
    internal bool IsValid =>
        Key != 0 && double.IsFinite(Quality) && double.IsFinite(Baseline) && double.IsFinite(Scale) && Scale >= 0;

    /// <summary>
    /// The revision of a feedback: first by <see cref="Feedback.CreatedAt"/> (54 bits: ticks of 100 ns since 2020; times before 2020 or
    /// after January 2077 count as the nearest of those), then by 10 bits of the XXH3-64 of <see cref="Feedback.Id"/>. The same
    /// feedback always has the same revision; two different ones of the same tick have different ones but for 1 chance in 1,024.
    /// </summary>
    /// <returns>Any number; negative for times before the middle of the range, so that revisions compare as signed numbers.</returns>
    public static long RevisionOf(Feedback feedback)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        Span<byte> id = stackalloc byte[16];
        feedback.Id.TryWriteBytes(id, bigEndian: true, out _);
        var ticks = Math.Clamp(feedback.CreatedAt.UtcTicks - FirstTick, 0, TickLimit - 1) - (TickLimit / 2);
        return (ticks << HashBits) | (long)(XxHash3.HashToUInt64(id) & ((1UL << HashBits) - 1));
    }

    /// <summary>Writes the slot's 40 bytes, little endian.</summary>
    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Key);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[8..], Quality);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[16..], Baseline);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[24..], Scale);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], Revision);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static Slot Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        BinaryPrimitives.ReadDoubleLittleEndian(bytes[8..]),
        BinaryPrimitives.ReadDoubleLittleEndian(bytes[16..]),
        BinaryPrimitives.ReadDoubleLittleEndian(bytes[24..]),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]));
}
