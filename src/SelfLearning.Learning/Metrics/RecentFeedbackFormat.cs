using System.Buffers.Binary;

namespace SelfLearning.Learning;

/// <summary>
/// The saved form of <see cref="RecentFeedback"/>: a version byte; the feedbacks, the oldest first, with times and policy versions as
/// differences to what comes before; a checksum of 4 bytes over all before.
/// </summary>
internal static class RecentFeedbackFormat
{
    /// <summary>The version written, and the newest one read.</summary>
    public const byte Version = 1;

    private const string What = "list of recent feedback";

    // What a feedback has, beside its receipt in the three lowest bits.
    private const int ReceiptMask = 7;
    private const int IsAutomatic = 8;
    private const int HasDecision = 16;
    private const int HasComment = 32;
    private const int All = 63;

    private static readonly long MaximumTicks = DateTimeOffset.MaxValue.UtcTicks;
    private static readonly long MaximumMs = MaximumTicks / TimeSpan.TicksPerMillisecond;
    private const int MaximumText = int.MaxValue / 4;

    /// <summary>The bytes of judgements, the oldest first.</summary>
    public static byte[] Write(ReadOnlySpan<RecentJudgement> judgements)
    {
        var writer = new VarintWriter();
        writer.Byte(Version);
        writer.Number(judgements.Length);
        var (receivedAt, version) = (0L, 0L);
        Span<byte> id = stackalloc byte[16];
        foreach (ref readonly var judgement in judgements)
        {
            var feedback = judgement.Feedback;
            writer.Number(
                (int)judgement.Receipt | (feedback.Source == FeedbackSource.Automatic ? IsAutomatic : 0)
                | (judgement.Decision.HasValue ? HasDecision : 0) | (feedback.Comment is null ? 0 : HasComment));
            writer.Signed(judgement.ReceivedAt.UtcTicks - receivedAt);
            receivedAt = judgement.ReceivedAt.UtcTicks;
            writer.Signed(receivedAt - feedback.CreatedAt.UtcTicks);
            feedback.Id.TryWriteBytes(id);
            writer.Fixed(BinaryPrimitives.ReadInt64LittleEndian(id));
            writer.Fixed(BinaryPrimitives.ReadInt64LittleEndian(id[8..]));
            writer.Fixed(BitConverter.DoubleToInt64Bits(feedback.Quality));
            if (judgement.Decision is { } decision)
            {
                writer.Signed((receivedAt / TimeSpan.TicksPerMillisecond) - EpochMs - decision.DecidedAtMs);
                writer.Fixed(decision.Token);
                writer.Signed(decision.PolicyVersion - version);
                version = decision.PolicyVersion;
                writer.Number(decision.Candidate + 1L);
                writer.Number(decision.Overridden);
                writer.Number(decision.KeyEpoch);
            }
            else
            {
                writer.Text(judgement.Id ?? "");
            }

            if (feedback.Comment is { } comment) writer.Text(comment);
        }

        return Checksum.Seal(writer.Written);
    }

    /// <summary>The judgements of these bytes.</summary>
    /// <exception cref="MetricsException">The bytes are damaged, cut short, or written by a newer version.</exception>
    public static RecentJudgement[] Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new VarintReader(Checksum.Open(bytes, Version, What), What);
        var judgements = new RecentJudgement[reader.Number(RecentFeedback.Limit, "the number of feedbacks")];
        var (receivedAt, version) = (0L, 0L);
        for (var i = 0; i < judgements.Length; i++) judgements[i] = Read(ref reader, ref receivedAt, ref version);
        return reader.AtEnd ? judgements : throw reader.Damaged("the end");
    }

    private static long EpochMs { get; } = DateTimeOffset.UnixEpoch.Ticks / TimeSpan.TicksPerMillisecond;

    private static RecentJudgement Read(ref VarintReader reader, ref long receivedAt, ref long version)
    {
        var has = (int)reader.Number(All, "the kind of a feedback");
        receivedAt += reader.Signed(MaximumTicks, "a time");
        var createdAt = receivedAt - reader.Signed(MaximumTicks, "a time");
        if (receivedAt < 0 || receivedAt > MaximumTicks || createdAt < 0 || createdAt > MaximumTicks) throw reader.Damaged("a time");
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(id, reader.Fixed("an id"));
        BinaryPrimitives.WriteInt64LittleEndian(id[8..], reader.Fixed("an id"));
        var quality = BitConverter.Int64BitsToDouble(reader.Fixed("a quality"));
        if (quality is not (>= 0 and <= 1)) throw reader.Damaged("a quality");
        var decision = (has & HasDecision) != 0 ? ReadDecision(ref reader, receivedAt, ref version) : default(Decision?);
        var text = decision is null ? reader.Text(MaximumText, "a result id") : null;
        var feedback = new Feedback
        {
            Id = new Guid(id),
            CreatedAt = new DateTimeOffset(createdAt, TimeSpan.Zero),
            Source = (has & IsAutomatic) != 0 ? FeedbackSource.Automatic : FeedbackSource.User,
            Quality = quality,
            Comment = (has & HasComment) != 0 ? reader.Text(Feedback.MaximumCommentLength, "a comment") : null,
        };
        return new RecentJudgement(decision, text, feedback, (FeedbackReceipt)(has & ReceiptMask), new DateTimeOffset(receivedAt, TimeSpan.Zero));
    }

    private static Decision ReadDecision(ref VarintReader reader, long receivedAt, ref long version)
    {
        var ms = (receivedAt / TimeSpan.TicksPerMillisecond) - EpochMs - reader.Signed(MaximumMs, "a time");
        var token = reader.Fixed("a token");
        version += reader.Signed(long.MaxValue, "a policy version");
        if (version < 0 || ms < 0 || ms > MaximumMs - EpochMs) throw reader.Damaged("a decision");
        return new Decision(
            ms, token, version,
            (int)(reader.Number(int.MaxValue + 1L, "a candidate") - 1), (uint)reader.Number(uint.MaxValue, "overridden values"),
            (int)reader.Number(SigningKeys.MaximumEpoch, "a key epoch"));
    }
}
