using System.Buffers.Binary;

namespace SelfLearning.Learning;

/// <summary>
/// The number of the last batch that was taken from each outbox, so that a batch sent again is not counted again. Kept and stored
/// together with what the batches are counted in. An outbox that was silent for longer than its sender goes on sending is forgotten.
/// </summary>
public sealed class OutboxMarks
{
    /// <summary>The most outboxes that are remembered; of more, those silent for the longest time are forgotten.</summary>
    public const int Limit = 256;

    /// <summary>How long a silent outbox is remembered. A batch is sent again for 10 minutes at most.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private const int Size = 3 * sizeof(long);

    private readonly Dictionary<long, (long Number, long Ticks)> _marks = [];

    /// <summary>The outboxes that are remembered.</summary>
    public int Count => _marks.Count;

    /// <summary>Notes a batch; <c>false</c> when it, or a later one, was taken before.</summary>
    /// <param name="outbox">The outbox.</param>
    /// <param name="number">The batch's number in it.</param>
    /// <param name="now">The time.</param>
    public bool TryTake(long outbox, long number, DateTimeOffset now)
    {
        var isKnown = _marks.TryGetValue(outbox, out var mark);
        if (isKnown && number <= mark.Number)
        {
            _marks[outbox] = (mark.Number, now.UtcTicks);
            return false;
        }

        if (!isKnown && _marks.Count >= Limit)
        {
            Forget(now);
            if (_marks.Count >= Limit) _marks.Remove(_marks.MinBy(pair => pair.Value.Ticks).Key);
        }

        _marks[outbox] = (number, now.UtcTicks);
        return true;
    }

    /// <summary>The marks of the outboxes that are still remembered: 24 bytes each.</summary>
    public byte[] Save(DateTimeOffset now)
    {
        Forget(now);
        var bytes = new byte[_marks.Count * Size];
        var place = bytes.AsSpan();
        foreach (var (outbox, (number, ticks)) in _marks)
        {
            BinaryPrimitives.WriteInt64LittleEndian(place, outbox);
            BinaryPrimitives.WriteInt64LittleEndian(place[sizeof(long)..], number);
            BinaryPrimitives.WriteInt64LittleEndian(place[(2 * sizeof(long))..], ticks);
            place = place[Size..];
        }

        return bytes;
    }

    /// <summary>The marks that <see cref="Save"/> wrote.</summary>
    /// <exception cref="MetricsException">The bytes are damaged.</exception>
    public static OutboxMarks Load(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % Size != 0 || bytes.Length > Limit * Size)
            throw new MetricsException($"The marks of outboxes in the metrics record are damaged: they have {bytes.Length} bytes, and each takes {Size}. Restore the record from a copy.");
        var marks = new OutboxMarks();
        for (; !bytes.IsEmpty; bytes = bytes[Size..])
        {
            marks._marks[BinaryPrimitives.ReadInt64LittleEndian(bytes)] =
                (BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[(2 * sizeof(long))..]));
        }

        return marks;
    }

    private void Forget(DateTimeOffset now)
    {
        var oldest = (now - Memory).UtcTicks;
        foreach (var (outbox, mark) in _marks)
            if (mark.Ticks < oldest) _marks.Remove(outbox);
    }
}
