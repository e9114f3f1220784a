using System.Buffers.Binary;
using System.IO.Hashing;

namespace SelfLearning.Learning;

/// <summary>Reads what <see cref="RecordWriter"/> wrote; anything else is refused with an <see cref="AdaptationException"/>.</summary>
internal ref struct RecordReader
{
    private readonly string _what;
    private ReadOnlySpan<byte> _rest;

    /// <param name="bytes">The record.</param>
    /// <param name="version">The version this code writes; a higher one is a newer product's.</param>
    /// <param name="what">The record's name in messages.</param>
    public RecordReader(ReadOnlySpan<byte> bytes, byte version, string what)
    {
        _what = what;
        if (bytes.Length < RecordWriter.Overhead) throw Corrupt($"it has {bytes.Length} bytes");

        // The version comes first: a newer format need not end in this checksum, and a newer record must never be called damaged.
        if (bytes[0] > version)
            throw new AdaptationException(
                $"The {what} are in format {bytes[0]}, written by a newer version of this product; this one reads up to {version}: "
                + "run the newer version. Nothing was changed.");
        var content = bytes[..^RecordWriter.ChecksumLength];
        if (XxHash3.HashToUInt64(content) != BinaryPrimitives.ReadUInt64LittleEndian(bytes[content.Length..]))
            throw Corrupt("the checksum does not fit the content");
        if (bytes[0] != version) throw Corrupt($"format {bytes[0]} does not exist");
        _rest = content[1..];
    }

    /// <summary>The bytes not read yet.</summary>
    public readonly int Remaining => _rest.Length;

    public byte ReadByte() => Next(1)[0];

    public int ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Next(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Next(4));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Next(8));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Next(8));

    public ReadOnlySpan<byte> ReadBytes(int count) => Next(count);

    /// <summary>Reads how many items of at least <paramref name="size"/> bytes follow.</summary>
    public int ReadCount(int size)
    {
        var count = ReadInt32();
        Require(count >= 0 && (long)count * size <= _rest.Length, "a number of items does not fit its length");
        return count;
    }

    /// <summary>Reads how many slots follow, and them: valid, and in ascending order of their keys.</summary>
    public ReadOnlySpan<byte> ReadSlots()
    {
        var slots = Next(ReadCount(Slot.Size) * Slot.Size);
        var before = 0UL;
        for (var rest = slots; !rest.IsEmpty; rest = rest[Slot.Size..])
        {
            var slot = Slot.Read(rest);
            Require(slot.IsValid && slot.Key > before, $"slot {slot.Key:x16} is not valid or not in order");
            before = slot.Key;
        }

        return slots;
    }

    /// <summary>Refuses the record unless a rule of its content holds.</summary>
    public readonly void Require(bool holds, string otherwise)
    {
        if (!holds) throw Corrupt(otherwise);
    }

    /// <summary>Refuses a record with more in it than was read.</summary>
    public readonly void RequireEnd() => Require(_rest.IsEmpty, "there is more in it than it says");

    private ReadOnlySpan<byte> Next(int count)
    {
        Require(count >= 0 && count <= _rest.Length, "it ends too early");
        var next = _rest[..count];
        _rest = _rest[count..];
        return next;
    }

    private readonly AdaptationException Corrupt(string why) =>
        new($"The {_what} cannot be read: {why}. They are damaged; restore them from a backup, or delete the context to begin anew.");
}
