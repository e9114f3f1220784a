using System.Buffers;
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

    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    public RecordWriter(byte version) => WriteByte(version);

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
        WriteInt64((long)XxHash3.HashToUInt64(_bytes.WrittenSpan));
        return _bytes.WrittenSpan.ToArray();
    }

    private Span<byte> Next(int count)
    {
        var span = _bytes.GetSpan(count)[..count];
        _bytes.Advance(count);
        return span;
    }
}
