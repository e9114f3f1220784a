using System.Buffers.Binary;
using System.IO.Hashing;

namespace SelfLearning.Learning;

/// <summary>Writes a binary record: a version byte, little-endian members, and the XXH3-64 of all before it.</summary>
internal sealed class RecordWriter
{
    /// <summary>The bytes a record has beside its members.</summary>
    public const int Overhead = 1 + ChecksumLength;

    /// <summary>The bytes of the checksum at the end.</summary>
    public const int ChecksumLength = 8;

    private byte[] _bytes;
    private int _length;

    /// <summary>A record with nothing but its version.</summary>
    /// <param name="version">The version of its form.</param>
    /// <param name="members">The bytes its members will take, if that is known: then none of them is copied.</param>
    public RecordWriter(byte version, int members = 256)
    {
        // Every byte is written before it is read.
        _bytes = GC.AllocateUninitializedArray<byte>(Overhead + members);
        WriteByte(version);
    }

    public void WriteByte(byte value) => Next(1)[0] = value;

    public void WriteUInt16(int value) => BinaryPrimitives.WriteUInt16LittleEndian(Next(2), checked((ushort)value));

    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(4), value);

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Next(8), value);

    public void WriteDouble(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Next(8), value);

    public void WriteSlot(Slot slot) => slot.Write(Next(Slot.Size));

    public void WriteBytes(ReadOnlySpan<byte> value) => value.CopyTo(Next(value.Length));

    /// <summary>The whole record; the last thing to call.</summary>
    public byte[] Finish()
    {
        WriteInt64((long)XxHash3.HashToUInt64(_bytes.AsSpan(0, _length)));
        return _length == _bytes.Length ? _bytes : _bytes[.._length];
    }

    private Span<byte> Next(int count)
    {
        if (_bytes.Length - _length < count) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + count));
        var span = _bytes.AsSpan(_length, count);
        _length += count;
        return span;
    }
}
