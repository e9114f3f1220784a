using System.Buffers.Binary;

namespace SelfLearning.Learning;

/// <summary>Reads what <see cref="VarintWriter"/> wrote and trusts nothing: every number has a largest value.</summary>
/// <param name="bytes">What is read.</param>
/// <param name="whole">What it is, for messages.</param>
internal ref struct VarintReader(ReadOnlySpan<byte> bytes, string whole)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>Whether everything was read.</summary>
    public readonly bool AtEnd => _position == _bytes.Length;

    /// <summary>Reads a number of 0 to <paramref name="maximum"/>.</summary>
    /// <exception cref="MetricsException">There is no such number here.</exception>
    public long Number(long maximum, string what)
    {
        var value = Groups(what);
        return value <= (UInt128)maximum ? (long)value : throw Damaged(what);
    }

    /// <summary>Reads a number of -<paramref name="maximum"/> to <paramref name="maximum"/>.</summary>
    /// <exception cref="MetricsException">There is no such number here.</exception>
    public long Signed(long maximum, string what) => (long)LargeSigned(maximum, what);

    /// <summary>Reads a large number of 0 to <paramref name="maximum"/>.</summary>
    /// <exception cref="MetricsException">There is no such number here.</exception>
    public UInt128 Large(UInt128 maximum, string what)
    {
        var value = Groups(what);
        return value <= maximum ? value : throw Damaged(what);
    }

    /// <summary>Reads a large number of -<paramref name="maximum"/> to <paramref name="maximum"/>.</summary>
    /// <exception cref="MetricsException">There is no such number here.</exception>
    public Int128 LargeSigned(Int128 maximum, string what)
    {
        var value = Groups(what);
        var signed = (Int128)(value >> 1) ^ -(Int128)(value & 1);
        return signed >= -maximum && signed <= maximum ? signed : throw Damaged(what);
    }

    /// <summary>Reads a number of eight bytes.</summary>
    /// <exception cref="MetricsException">There are fewer here.</exception>
    public long Fixed(string what)
    {
        if (_bytes.Length - _position < sizeof(long)) throw Damaged(what);
        var value = BinaryPrimitives.ReadInt64LittleEndian(_bytes[_position..]);
        _position += sizeof(long);
        return value;
    }

    /// <summary>Reads a text of at most <paramref name="maximum"/> characters.</summary>
    /// <exception cref="MetricsException">There is no such text here.</exception>
    public string Text(int maximum, string what)
    {
        // A character takes at least a byte.
        var length = (int)Number(Math.Min(maximum, _bytes.Length - _position), what);
        var text = new char[length];
        for (var i = 0; i < length; i++) text[i] = (char)Number(char.MaxValue, what);
        return new string(text);
    }

    /// <summary>The exception for what cannot be.</summary>
    public readonly MetricsException Damaged(string what) => new(
        $"The saved {whole} is damaged: {what} at byte {_position} is not what it can hold. Delete the metrics record of the " +
        "context, or restore it from a copy: what was learned is kept elsewhere.");

    private UInt128 Groups(string what)
    {
        // Most numbers have one group.
        if (_position < _bytes.Length && _bytes[_position] < 0x80) return _bytes[_position++];
        UInt128 value = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (_position == _bytes.Length || shift > 126) throw Damaged(what);
            var group = _bytes[_position++];
            if (shift == 126 && group > 3) throw Damaged(what);
            value |= (UInt128)(group & 0x7Fu) << shift;
            if (group < 0x80) return value;
        }
    }
}
