using System.Buffers;
using System.Buffers.Binary;

namespace SelfLearning.Learning;

/// <summary>Writes whole numbers in 7-bit groups, the lowest first: small numbers take one byte.</summary>
internal sealed class VarintWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Writes one byte.</summary>
    public void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    /// <summary>Writes a number of 0 or more.</summary>
    public void Number(long value)
    {
        var rest = (ulong)value;
        for (; rest > 0x7F; rest >>= 7) Byte((byte)(rest | 0x80));
        Byte((byte)rest);
    }

    /// <summary>Writes a number of either sign, near zero in few bytes.</summary>
    public void Signed(long value) => Number((value << 1) ^ (value >> 63));

    /// <summary>Writes a number whose bits are all as likely, in eight bytes.</summary>
    public void Fixed(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    /// <summary>Writes a text.</summary>
    public void Text(string text)
    {
        Number(text.Length);
        foreach (var character in text) Number(character);
    }

    /// <summary>Writes a large number of 0 or more.</summary>
    public void Large(UInt128 value)
    {
        for (; value > 0x7F; value >>= 7) Byte((byte)((byte)value | 0x80));
        Byte((byte)value);
    }

    /// <summary>Writes a large number of either sign.</summary>
    public void LargeSigned(Int128 value) => Large((UInt128)((value << 1) ^ (value >> 127)));
}
