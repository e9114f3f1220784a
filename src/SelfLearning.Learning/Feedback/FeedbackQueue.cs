using System.Buffers.Binary;

namespace SelfLearning.Learning;

/// <summary>The decisions that wait for the next learning cycle, in order of arrival; each at most once.</summary>
public sealed class FeedbackQueue
{
    private const byte FormatVersion = 1;
    private const int ItemBytes = 88;

    // Shared by all that hold nothing, as most contexts do; never changed.
    private static readonly Queue<QueuedDecision> None = new();
    private static readonly Dictionary<DecisionKey, QueuedDecision> NoKeys = [];

    private Queue<QueuedDecision> _order = None;
    private Dictionary<DecisionKey, QueuedDecision> _byKey = NoKeys;

    /// <summary>The number of decisions waiting.</summary>
    public int Count => _order.Count;

    /// <summary>
    /// The number of feedbacks waiting: of a new decision one for each source that has spoken, whose slots the learning record keeps until
    /// they are learned; of a correction one.
    /// </summary>
    public int Feedbacks
    {
        get
        {
            var count = _order.Count;
            foreach (var item in _order)
                if (!item.IsCorrection && !double.IsNaN(item.UserQuality) && !double.IsNaN(item.AutomaticQuality)) count++;
            return count;
        }
    }

    /// <summary>The decisions in order of arrival.</summary>
    public IEnumerable<QueuedDecision> Items => _order;

    /// <summary>The waiting decision with this key, or <c>null</c>.</summary>
    public QueuedDecision? Find(DecisionKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>Adds a decision that does not wait yet.</summary>
    public void Enqueue(QueuedDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (_order == None) (_order, _byKey) = (new(), []);
        _byKey.Add(decision.Key, decision);
        _order.Enqueue(decision);
    }

    /// <summary>Removes the <paramref name="count"/> decisions that arrived first.</summary>
    public void Dequeue(int count)
    {
        for (var i = 0; i < count; i++) _byKey.Remove(_order.Dequeue().Key);
    }

    /// <summary>The queue as bytes: a format version, then 88 bytes a decision, little endian.</summary>
    public byte[] Save()
    {
        var bytes = new byte[1 + (_order.Count * ItemBytes)];
        bytes[0] = FormatVersion;
        var rest = bytes.AsSpan(1);
        foreach (var item in _order)
        {
            WriteInt64(ref rest, item.Key.DecidedAtMs);
            WriteInt64(ref rest, item.Key.Token);
            WriteInt64(ref rest, item.PolicyVersion);
            WriteInt64(ref rest, item.Candidate);
            WriteInt64(ref rest, item.Overridden);
            WriteDouble(ref rest, item.UserQuality);
            WriteDouble(ref rest, item.AutomaticQuality);
            WriteDouble(ref rest, item.LearnedQuality);
            WriteDouble(ref rest, item.MetricsQuality);
            WriteDouble(ref rest, item.Fold.Baseline);
            WriteDouble(ref rest, item.Fold.Scale);
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="Save"/> wrote; no bytes are an empty queue.</summary>
    /// <exception cref="AdaptationException">The bytes are damaged or of a newer version.</exception>
    public static FeedbackQueue Load(ReadOnlySpan<byte> bytes)
    {
        var queue = new FeedbackQueue();
        if (bytes.IsEmpty) return queue;
        if (bytes[0] != FormatVersion || (bytes.Length - 1) % ItemBytes != 0)
        {
            throw new AdaptationException(
                $"The feedback queue cannot be read: format {bytes[0]} with {bytes.Length} bytes, where format {FormatVersion} with {ItemBytes} bytes "
                + "a decision is known. It was written by a newer version, or is damaged: run that version, or restore a backup.");
        }

        for (var rest = bytes[1..]; !rest.IsEmpty;)
        {
            var decision = new QueuedDecision
            {
                Key = new DecisionKey(ReadInt64(ref rest), ReadInt64(ref rest)),
                PolicyVersion = ReadInt64(ref rest),
                Candidate = (int)ReadInt64(ref rest),
                Overridden = (uint)ReadInt64(ref rest),
                UserQuality = ReadDouble(ref rest),
                AutomaticQuality = ReadDouble(ref rest),
                LearnedQuality = ReadDouble(ref rest),
                MetricsQuality = ReadDouble(ref rest),
                Fold = new Fold(ReadDouble(ref rest), ReadDouble(ref rest)),
            };
            if (queue._order == None) (queue._order, queue._byKey) = (new(), []);
            if (!queue._byKey.TryAdd(decision.Key, decision))
            {
                throw new AdaptationException(
                    $"The feedback queue cannot be read: decision {decision.Key.Token:x16} of {decision.Key.DecidedAtMs} ms is there twice. "
                    + "It is damaged: restore a backup, or delete the context to begin anew.");
            }

            queue._order.Enqueue(decision);
        }

        return queue;
    }

    private static void WriteInt64(ref Span<byte> rest, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(rest, value);
        rest = rest[8..];
    }

    private static void WriteDouble(ref Span<byte> rest, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(rest, value);
        rest = rest[8..];
    }

    private static long ReadInt64(ref ReadOnlySpan<byte> rest)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(rest);
        rest = rest[8..];
        return value;
    }

    private static double ReadDouble(ref ReadOnlySpan<byte> rest)
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(rest);
        rest = rest[8..];
        return value;
    }
}
