using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace SelfLearning.Learning;

/// <summary>
/// Outcomes of one context that a host sends together: packed as they come, numbered within their outbox, and sealed with the key of
/// the context, so that they are applied once and only as this host wrote them. Not safe for concurrent use.
/// </summary>
public sealed class OutcomeBatch
{
    /// <summary>The most outcomes a batch holds: some 45 KB where they have no texts.</summary>
    public const int Capacity = 2_048;

    /// <summary>The longest operation name, in characters; a longer one is cut.</summary>
    public const int MaximumName = OperationNames.MaximumLength;

    /// <summary>The longest error, and the longest value of a detail, in characters; a longer one is cut.</summary>
    public const int MaximumText = RecentEntries.MaximumErrorLength;

    /// <summary>The longest name of a detail, in characters; a longer one is cut.</summary>
    public const int MaximumDetailName = 100;

    /// <summary>The most details of an outcome; the rest is left out.</summary>
    public const int MaximumDetails = 64;

    // A batch with texts is closed early: what one call carries stays small.
    private const int FullBytes = 128 * 1024;
    private const int FirstSize = 256;

    private readonly List<string> _names = [];
    private byte[] _bytes;
    private int _length = OutcomeBatchFormat.HeaderLength;
    private long _time;
    private long _policyVersion = -1;
    private int _keyEpoch = -1;

    /// <summary>An empty batch.</summary>
    /// <param name="outbox">Where it comes from: 64 random bits of the sender's.</param>
    /// <param name="number">Its number in the outbox: 1 for the first batch, one more for each that follows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public OutcomeBatch(long outbox, long number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        Number = number;
        _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
        _bytes[0] = OutcomeBatchFormat.Mark;
        _bytes[1] = OutcomeBatchFormat.Version;
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(OutcomeBatchFormat.OutboxPlace), outbox);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(OutcomeBatchFormat.NumberPlace), number);
    }

    /// <summary>Its number in the outbox.</summary>
    public long Number { get; }

    /// <summary>The outcomes in it.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes it has without its seal.</summary>
    public int Length => _length;

    /// <summary>Whether nothing more may be added.</summary>
    public bool IsFull => Count == Capacity || _length >= FullBytes;

    /// <summary>Adds the outcome of an operation; texts are cut.</summary>
    /// <exception cref="InvalidOperationException">The batch is full.</exception>
    /// <exception cref="ArgumentException">It has no decision or no name, or a member is out of its range; nothing was added.</exception>
    public void Add(in EndedOperation outcome)
    {
        if (IsFull) throw new InvalidOperationException($"The batch is full: it holds {Capacity} outcomes, or {FullBytes} bytes.");
        var decision = Require(outcome);
        var texts = SizeOfTexts(outcome);
        if (_bytes.Length - _length < texts + OutcomeBatchFormat.LongestNumbers)
            Grow(_length + texts + OutcomeBatchFormat.LongestNumbers);

        var isError = !string.IsNullOrEmpty(outcome.Error);
        var isDetailed = outcome.Details is { IsEmpty: false };
        var isOtherPolicy = decision.PolicyVersion != _policyVersion || decision.KeyEpoch != _keyEpoch;
        var to = new OutcomeWriter(_bytes.AsSpan(_length));
        to.Byte((byte)((int)outcome.Status
            | (outcome.Quality is null ? 0 : OutcomeBatchFormat.HasQuality)
            | (isError ? OutcomeBatchFormat.HasError : 0)
            | (isDetailed ? OutcomeBatchFormat.HasDetails : 0)
            | (decision.Overridden == 0 ? 0 : OutcomeBatchFormat.HasOverridden)
            | (isOtherPolicy ? OutcomeBatchFormat.HasPolicy : 0)));
        to.Signed(decision.DecidedAtMs - _time);
        to.Int64(decision.Token);
        if (isOtherPolicy)
        {
            to.Number((ulong)decision.PolicyVersion);
            to.Byte((byte)decision.KeyEpoch);
        }

        to.Number((ulong)(decision.Candidate + 1L));
        if (decision.Overridden != 0) to.Number(decision.Overridden);
        Name(outcome.Operation, ref to);
        to.Double(outcome.DurationMs);
        if (outcome.Quality is { } quality) to.Double(quality);
        if (isError) to.Text(outcome.Error, MaximumText);
        if (isDetailed) Details(outcome.Details!, ref to);
        (_time, _policyVersion, _keyEpoch) = (decision.DecidedAtMs, decision.PolicyVersion, decision.KeyEpoch);
        _length += to.Length;
        Count++;
    }

    /// <summary>The batch as it is sent. The same key gives the same bytes, however often it is called.</summary>
    /// <param name="keyEpoch">The epoch of the key, 0 to 255.</param>
    /// <param name="contextSigningKey">The 32 bytes that <see cref="SigningKeys.DeriveContextKey"/> gives for the context and epoch.</param>
    /// <exception cref="ArgumentException">The key does not have 32 bytes, or the epoch is out of its range.</exception>
    public byte[] Seal(int keyEpoch, ReadOnlySpan<byte> contextSigningKey)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keyEpoch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keyEpoch, SigningKeys.MaximumEpoch);
        if (contextSigningKey.Length != SigningKeys.ContextKeyLength)
            throw new ArgumentException($"contextSigningKey has {contextSigningKey.Length} bytes: a context's signing key has {SigningKeys.ContextKeyLength}.");
        var batch = new byte[_length + OutcomeBatchFormat.SealLength];
        _bytes.AsSpan(0, _length).CopyTo(batch);
        batch[OutcomeBatchFormat.EpochPlace] = (byte)keyEpoch;
        BinaryPrimitives.WriteUInt16LittleEndian(batch.AsSpan(OutcomeBatchFormat.CountPlace), (ushort)Count);
        HMACSHA256.HashData(contextSigningKey, batch.AsSpan(0, _length), batch.AsSpan(_length));
        return batch;
    }

    /// <summary>Gives its memory to other batches; it must not be used any more. Without it the memory is collected as any other.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, size));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private static Decision Require(in EndedOperation outcome)
    {
        ArgumentException.ThrowIfNullOrEmpty(outcome.Operation, nameof(outcome));
        if (outcome.Decision is not { } decision)
            throw new ArgumentException("The operation has no decision: only those that were decided in a host are sent.", nameof(outcome));
        if (decision.DecidedAtMs is < 0 or > ResultIdFormat.LatestMilliseconds) throw Wrong("time of decision", decision.DecidedAtMs);
        if (decision.PolicyVersion < 0) throw Wrong("policy version", decision.PolicyVersion);
        if (decision.Candidate < -1) throw Wrong("candidate", decision.Candidate);
        if (decision.KeyEpoch is < 0 or > SigningKeys.MaximumEpoch) throw Wrong("key epoch", decision.KeyEpoch);
        if (outcome.Status is < OperationStatus.Success or > OperationStatus.Partial) throw Wrong("status", outcome.Status);
        if (!(outcome.DurationMs >= 0 && double.IsFinite(outcome.DurationMs))) throw Wrong("duration", outcome.DurationMs);
        if (outcome.Quality is not (null or (>= 0 and <= 1))) throw Wrong("quality", outcome.Quality);
        return decision;
    }

    private static ArgumentOutOfRangeException Wrong(string member, object? outcome) =>
        new(nameof(outcome), outcome, $"The {member} of the outcome is out of its range.");

    // The most bytes its texts take.
    private static int SizeOfTexts(in EndedOperation outcome)
    {
        var size = SizeOf(outcome.Operation, MaximumName) + SizeOf(outcome.Error, MaximumText) + 1;
        if (outcome.Details is not { IsEmpty: false } details) return size;
        foreach (var (name, value) in details) size += SizeOf(name, MaximumDetailName) + SizeOf(value, MaximumText);
        return size;
    }

    private static int SizeOf(string? text, int limit) => text is null ? 0 : 2 + (3 * Math.Min(text.Length, limit));

    private static void Details(ImmutableDictionary<string, string> details, ref OutcomeWriter to)
    {
        var count = Math.Min(details.Count, MaximumDetails);
        to.Number((ulong)count);
        // In order of their names: which are left out, and the bytes, do not depend on the process.
        foreach (var (name, value) in details.OrderBy(detail => detail.Key, StringComparer.Ordinal).Take(count))
        {
            to.Text(name, MaximumDetailName);
            to.Text(value, MaximumText);
        }
    }

    private void Name(string name, ref OutcomeWriter to)
    {
        var place = 0;
        while (place < _names.Count && !string.Equals(_names[place], name, StringComparison.Ordinal)) place++;
        to.Number((ulong)place);
        if (place < _names.Count) return;
        _names.Add(name);
        to.Text(name, MaximumName);
    }
}
