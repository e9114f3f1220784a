using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SelfLearning.Learning;

/// <summary>
/// A batch of outcomes as it was received: whole, and written by a holder of the context's key. Its outcomes are read one after the
/// other from the bytes, which must stay as they are.
/// </summary>
public sealed class ReceivedOutcomes
{
    private readonly ReadOnlyMemory<byte> _outcomes;

    private ReceivedOutcomes(long outbox, long number, int count, ReadOnlyMemory<byte> outcomes) =>
        (Outbox, Number, Count, _outcomes) = (outbox, number, count, outcomes);

    /// <summary>Where it comes from.</summary>
    public long Outbox { get; }

    /// <summary>Its number in the outbox, 1 or more.</summary>
    public long Number { get; }

    /// <summary>The outcomes in it.</summary>
    public int Count { get; }

    /// <summary>The epoch of the key that a batch says it is sealed with; not to be believed before <see cref="Open"/>.</summary>
    /// <exception cref="MetricsException">It is no batch, or one of a newer version.</exception>
    public static int EpochOf(ReadOnlySpan<byte> batch)
    {
        if (batch.Length < 2 || batch[0] != OutcomeBatchFormat.Mark) throw Refused("it does not begin as a batch of outcomes does");
        if (batch[1] > OutcomeBatchFormat.Version)
            throw Refused($"it has format {batch[1]}, and this version reads up to {OutcomeBatchFormat.Version}: update the silos before the hosts");
        if (batch[1] != OutcomeBatchFormat.Version
            || batch.Length is < OutcomeBatchFormat.HeaderLength + OutcomeBatchFormat.SealLength or > OutcomeBatchFormat.MaximumLength)
            throw Refused($"no batch has format {batch[1]} and {batch.Length} bytes");
        return batch[OutcomeBatchFormat.EpochPlace];
    }

    /// <summary>Verifies a batch, all of it, before any of its outcomes is used.</summary>
    /// <param name="batch">What <see cref="OutcomeBatch.Seal"/> made.</param>
    /// <param name="contextSigningKey">The 32 bytes that <see cref="SigningKeys.DeriveContextKey"/> gives for the context and <see cref="EpochOf"/>.</param>
    /// <exception cref="MetricsException">It is not what a holder of the key has written, or what it says cannot be.</exception>
    public static ReceivedOutcomes Open(ReadOnlyMemory<byte> batch, ReadOnlySpan<byte> contextSigningKey)
    {
        _ = EpochOf(batch.Span);
        var content = batch.Span[..^OutcomeBatchFormat.SealLength];
        Span<byte> seal = stackalloc byte[OutcomeBatchFormat.SealLength];
        HMACSHA256.HashData(contextSigningKey, content, seal);
        if (!CryptographicOperations.FixedTimeEquals(seal, batch.Span[content.Length..]))
            throw Refused("its seal is not that of this context: it was changed on its way, or written by somebody without the context's key");

        var number = BinaryPrimitives.ReadInt64LittleEndian(content[OutcomeBatchFormat.NumberPlace..]);
        if (number < 1) throw Refused($"its number {number} is not 1 or more");
        var count = BinaryPrimitives.ReadUInt16LittleEndian(content[OutcomeBatchFormat.CountPlace..]);
        if (count > OutcomeBatch.Capacity) throw Refused($"it says that it has {count} outcomes, and at most {OutcomeBatch.Capacity} go together");
        // Reading twice costs less than the memory for thousands of outcomes.
        var reader = new OutcomeReader(content[OutcomeBatchFormat.HeaderLength..], isCheck: true);
        for (var i = 0; i < count; i++) reader.Next();
        reader.RequireEnd();
        return new ReceivedOutcomes(
            BinaryPrimitives.ReadInt64LittleEndian(content[OutcomeBatchFormat.OutboxPlace..]),
            number,
            count,
            batch[OutcomeBatchFormat.HeaderLength..^OutcomeBatchFormat.SealLength]);
    }

    /// <summary>The outcomes in the order they were added.</summary>
    public Enumerator GetEnumerator() => new(_outcomes.Span, Count);

    /// <summary>The error of a batch that is not taken.</summary>
    internal static MetricsException Refused(string why) => new($"The batch of outcomes is refused: {why}. None of its outcomes is counted.");

    /// <summary>Reads one outcome after the other.</summary>
    public ref struct Enumerator
    {
        private OutcomeReader _reader;
        private int _left;
        private EndedOperation _current;

        internal Enumerator(ReadOnlySpan<byte> outcomes, int count)
        {
            _reader = new OutcomeReader(outcomes, isCheck: false);
            _left = count;
        }

        /// <summary>The outcome that was read last.</summary>
        [UnscopedRef]
        public readonly ref readonly EndedOperation Current => ref _current;

        /// <summary>Reads the next outcome; <c>false</c> after the last.</summary>
        public bool MoveNext()
        {
            if (_left == 0) return false;
            _left--;
            _current = _reader.Next();
            return true;
        }
    }
}
