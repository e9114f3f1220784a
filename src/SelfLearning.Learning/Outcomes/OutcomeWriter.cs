using System.Buffers.Binary;
using System.Text;

namespace SelfLearning.Learning;

/// <summary>Writes the members of an outcome into room that is large enough.</summary>
internal ref struct OutcomeWriter(Span<byte> room)
{
    private readonly Span<byte> _room = room;
    private int _length;

    /// <summary>The bytes written.</summary>
    public readonly int Length => _length;

    public void Byte(byte value) => _room[_length++] = value;

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_room[_length..], value);
        _length += sizeof(long);
    }

    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    public void Text(ReadOnlySpan<char> text, int limit)
    {
        text = text.Cut(limit);
        Number((ulong)Encoding.UTF8.GetByteCount(text));
        _length += Encoding.UTF8.GetBytes(text, _room[_length..]);
    }
}
