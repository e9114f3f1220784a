using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace SelfLearning.Learning.Tests.Outcomes;

public class OutcomeBatchTests
{
    private static readonly EndedOperation Plain = new()
    {
        Decision = new Decision(1_772_000_000_000, 42, 3, -1, 0, 0),
        Operation = "process",
        Status = OperationStatus.Success,
        DurationMs = 5,
    };

    [SeededProperty]
    public void What_was_added_is_read_in_its_order(int seed)
    {
        var outcomes = OutcomeSamples.Of(seed);
        var batch = OutcomeSamples.BatchOf(outcomes, outbox: seed, number: 1L + (uint)seed);

        var received = ReceivedOutcomes.Open(batch.Seal(200, OutcomeSamples.Key), OutcomeSamples.Key);

        Assert.Equal((seed, 1L + (uint)seed, batch.Count), (received.Outbox, received.Number, received.Count));
        foreach (var (expected, actual) in outcomes.Zip(OutcomeSamples.ListOf(received)))
        {
            Assert.Equal(expected with { Details = null }, actual with { Details = null });
            Assert.Equal(expected.Details ?? [], actual.Details ?? []);
        }
    }

    [SeededProperty]
    public void A_batch_that_was_changed_anywhere_is_refused(int seed, int place, byte change)
    {
        var batch = OutcomeSamples.BatchOf(OutcomeSamples.Of(seed, 4)).Seal(3, OutcomeSamples.Key);
        batch[(int)((uint)place % batch.Length)] ^= (byte)(change | 1);

        Assert.Throws<MetricsException>(() => ReceivedOutcomes.Open(batch, OutcomeSamples.Key));
    }

    [SeededProperty]
    public void A_batch_that_was_cut_or_made_longer_is_refused(int seed, int length)
    {
        var batch = OutcomeSamples.BatchOf(OutcomeSamples.Of(seed, 4)).Seal(3, OutcomeSamples.Key);
        var other = new byte[(int)((uint)length % (batch.Length + 50))];
        if (other.Length == batch.Length) return;
        batch.AsSpan(0, Math.Min(batch.Length, other.Length)).CopyTo(other);

        Assert.Throws<MetricsException>(() => ReceivedOutcomes.Open(other, OutcomeSamples.Key));
    }

    // A key holder with a fault: whatever it seals is read, or refused with the one error; nothing else is thrown.
    [SeededProperty(MaxTest = 400)]
    public void Sealed_nonsense_is_read_or_refused(int seed, int place, byte change, byte count)
    {
        var batch = OutcomeSamples.BatchOf(OutcomeSamples.Of(seed, 4)).Seal(3, OutcomeSamples.Key);
        var body = batch.AsSpan(0, batch.Length - 32);
        body[OutcomeBatchFormat.HeaderLength + (int)((uint)place % (body.Length - OutcomeBatchFormat.HeaderLength + 1)) - 1] ^= change;
        BinaryPrimitives.WriteUInt16LittleEndian(body[OutcomeBatchFormat.CountPlace..], (ushort)(count % 6));
        HMACSHA256.HashData(OutcomeSamples.Key, body, batch.AsSpan(body.Length));

        try
        {
            Assert.All(OutcomeSamples.ListOf(ReceivedOutcomes.Open(batch, OutcomeSamples.Key)), outcome => OutcomeSamples.BatchOf([outcome]));
        }
        catch (MetricsException exception)
        {
            Assert.Contains("None of its outcomes is counted", exception.Message, StringComparison.Ordinal);
        }
    }

    [SeededProperty]
    public void Anything_else_is_refused(byte[] bytes) => Assert.Throws<MetricsException>(() => ReceivedOutcomes.Open(bytes, OutcomeSamples.Key));

    [Fact]
    public void Another_contexts_key_does_not_open_it()
    {
        var batch = OutcomeSamples.BatchOf([Plain]).Seal(3, OutcomeSamples.Key);

        var error = Assert.Throws<MetricsException>(() => ReceivedOutcomes.Open(batch, new byte[32]));

        Assert.Contains("seal", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, ReceivedOutcomes.EpochOf(batch));
    }

    [Fact]
    public void A_newer_format_is_named()
    {
        var batch = OutcomeSamples.BatchOf([Plain]).Seal(3, OutcomeSamples.Key);
        batch[1] = 9;

        Assert.Contains("format 9", Assert.Throws<MetricsException>(() => ReceivedOutcomes.EpochOf(batch)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_batch_is_the_same_bytes_and_another_key_seals_the_same_content()
    {
        var batch = OutcomeSamples.BatchOf(OutcomeSamples.Of(4));
        var other = new byte[32];

        Assert.Equal(batch.Seal(0, OutcomeSamples.Key), batch.Seal(0, OutcomeSamples.Key));
        Assert.Equal(
            ReceivedOutcomes.Open(batch.Seal(0, OutcomeSamples.Key), OutcomeSamples.Key).Count,
            ReceivedOutcomes.Open(batch.Seal(1, other), other).Count);
    }

    [Fact]
    public void It_is_full_at_2048_outcomes_and_takes_no_more()
    {
        var batch = OutcomeSamples.BatchOf(Enumerable.Repeat(Plain, 3_000));

        Assert.Equal((2_048, true), (batch.Count, batch.IsFull));
        Assert.Throws<InvalidOperationException>(() => batch.Add(Plain));
        // What most operations are takes few bytes.
        Assert.InRange(batch.Length, 1, 2_048 * 22);
    }

    [Fact]
    public void Long_texts_fill_it_earlier()
    {
        var batch = OutcomeSamples.BatchOf(Enumerable.Repeat(Plain with { Error = new string('x', 2_000) }, 256));

        Assert.True(batch.IsFull);
        Assert.InRange(batch.Count, 100, 200);
    }

    [Fact]
    public void Texts_are_cut_between_whole_characters()
    {
        var details = Enumerable.Range(0, 100).ToImmutableDictionary(i => $"{i:000}" + new string('k', 200), _ => new string('v', 3_000));
        var batch = OutcomeSamples.BatchOf([Plain with { Error = new string('x', 999) + "🎵", Operation = new string('n', 150), Details = details }]);

        var outcome = Assert.Single(OutcomeSamples.ListOf(ReceivedOutcomes.Open(batch.Seal(0, OutcomeSamples.Key), OutcomeSamples.Key)));

        Assert.Equal((new string('x', 999), 100), (outcome.Error, outcome.Operation.Length));
        Assert.Equal(Enumerable.Range(0, 64).Select(i => $"{i:000}"), outcome.Details!.Keys.Select(key => key[..3]).Order(StringComparer.Ordinal));
        Assert.All(outcome.Details, detail => Assert.Equal((100, 1_000), (detail.Key.Length, detail.Value.Length)));
    }

    [Fact]
    public void What_cannot_be_counted_is_not_added()
    {
        var decision = Plain.Decision!.Value;
        EndedOperation[] wrong =
        [
            Plain with { Decision = null }, Plain with { Operation = "" }, Plain with { DurationMs = -1 }, Plain with { DurationMs = double.NaN },
            Plain with { Quality = 1.1 }, Plain with { Status = (OperationStatus)3 }, Plain with { Decision = decision with { DecidedAtMs = -1 } },
            Plain with { Decision = decision with { PolicyVersion = -1 } }, Plain with { Decision = decision with { Candidate = -2 } },
            Plain with { Decision = decision with { KeyEpoch = 256 } },
        ];
        var batch = new OutcomeBatch(1, 1);

        foreach (var outcome in wrong) Assert.ThrowsAny<ArgumentException>(() => batch.Add(outcome));

        Assert.Empty(OutcomeSamples.ListOf(ReceivedOutcomes.Open(batch.Seal(0, OutcomeSamples.Key), OutcomeSamples.Key)));
    }
}
