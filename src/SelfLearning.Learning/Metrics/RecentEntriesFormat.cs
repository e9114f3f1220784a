namespace SelfLearning.Learning;

/// <summary>
/// The saved form of <see cref="RecentEntries"/>: a version byte; the names in the order they occur; the entries, the oldest first,
/// with times and policy versions as differences to the entry before; a checksum of 4 bytes over all before.
/// </summary>
internal static class RecentEntriesFormat
{
    /// <summary>The version written, and the newest one read.</summary>
    public const byte Version = 1;

    private const string What = "list of recent entries";

    // What an entry has, beside its status in the two lowest bits.
    private const int StatusMask = 3;
    private const int HasDecision = 4;
    private const int HasCallerId = 8;
    private const int HasQuality = 16;
    private const int HasError = 32;

    // The duration is a whole number of 100 ns, as clocks measure it: a few bytes instead of eight.
    private const int HasTicks = 64;
    private const int All = 127;

    private const double TicksPerMs = TimeSpan.TicksPerMillisecond;
    private const long MaximumMs = 3_155_378_975_999_999_999 / TimeSpan.TicksPerMillisecond;
    private const int MaximumText = int.MaxValue / 4;

    /// <summary>The bytes of operations, the oldest first.</summary>
    public static byte[] Write(ReadOnlySpan<EndedOperation> operations)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ref readonly var operation in operations) names.TryAdd(operation.Operation, names.Count);
        var writer = new VarintWriter();
        writer.Byte(Version);
        writer.Number(names.Count);
        // A dictionary nothing was taken from lists its keys in the order they came.
        foreach (var name in names.Keys) writer.Text(name);
        writer.Number(operations.Length);
        var (previousMs, previousVersion) = (0L, 0L);
        foreach (ref readonly var operation in operations)
        {
            var (ms, ticks) = Math.DivRem(operation.StartedAt.UtcTicks, TimeSpan.TicksPerMillisecond);
            var durationTicks = TicksOf(operation.DurationMs);
            writer.Number(
                (int)operation.Status | (operation.Decision.HasValue ? HasDecision : 0) | (operation.CallerId is null ? 0 : HasCallerId)
                | (operation.Quality is null ? 0 : HasQuality) | (operation.Error is null ? 0 : HasError) | (durationTicks < 0 ? 0 : HasTicks));
            writer.Number(names[operation.Operation]);
            writer.Signed(ms - previousMs);
            previousMs = ms;
            if (durationTicks >= 0) writer.Number(durationTicks);
            else writer.Fixed(BitConverter.DoubleToInt64Bits(operation.DurationMs));
            if (operation.Decision is { } decision)
            {
                writer.Fixed(decision.Token);
                writer.Signed(decision.PolicyVersion - previousVersion);
                previousVersion = decision.PolicyVersion;
                writer.Number(decision.Candidate + 1L);
                writer.Number(decision.Overridden);
                writer.Number(decision.KeyEpoch);
            }
            else
            {
                // A decision is made in a whole millisecond.
                writer.Number(ticks);
            }

            if (operation.CallerId is { } callerId) writer.Text(callerId);
            if (operation.Quality is { } quality) writer.Fixed(BitConverter.DoubleToInt64Bits(quality));
            if (operation.Error is { } error) writer.Text(error);
        }

        return Checksum.Seal(writer.Written);
    }

    /// <summary>The operations of these bytes.</summary>
    /// <exception cref="MetricsException">The bytes are damaged, cut short, or written by a newer version.</exception>
    public static EndedOperation[] Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new VarintReader(Checksum.Open(bytes, Version, What), What);
        var names = new string[reader.Number(RecentEntries.SavedLimit, "the number of names")];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = reader.Text(MaximumText, "a name");
            if (names[i].Length == 0) throw reader.Damaged("a name");
        }

        var operations = new EndedOperation[reader.Number(RecentEntries.SavedLimit, "the number of entries")];
        var (ms, version) = (0L, 0L);
        for (var i = 0; i < operations.Length; i++) operations[i] = Read(ref reader, names, ref ms, ref version);
        return reader.AtEnd ? operations : throw reader.Damaged("the end");
    }

    private static EndedOperation Read(ref VarintReader reader, string[] names, ref long ms, ref long version)
    {
        var has = (int)reader.Number(All, "the kind of an entry");
        if ((has & StatusMask) > (int)OperationStatus.Partial) throw reader.Damaged("a status");
        var name = names[reader.Number(names.Length - 1, "the name of an entry")];
        ms += reader.Signed(MaximumMs, "a time");
        if (ms is < 0 or > MaximumMs) throw reader.Damaged("a time");
        var duration = (has & HasTicks) != 0 ? reader.Number(long.MaxValue, "a duration") / TicksPerMs : BitConverter.Int64BitsToDouble(reader.Fixed("a duration"));
        if (!(duration >= 0 && double.IsFinite(duration))) throw reader.Damaged("a duration");
        var (ticks, decision) = (ms * TimeSpan.TicksPerMillisecond, default(Decision?));
        if ((has & HasDecision) != 0) decision = ReadDecision(ref reader, ticks, ref version);
        else ticks += reader.Number(TimeSpan.TicksPerMillisecond - 1, "a time");
        return new EndedOperation
        {
            Decision = decision,
            StartedAt = new DateTimeOffset(ticks, TimeSpan.Zero),
            Operation = name,
            Status = (OperationStatus)(has & StatusMask),
            DurationMs = duration,
            CallerId = (has & HasCallerId) != 0 ? reader.Text(MaximumText, "an id") : null,
            Quality = (has & HasQuality) != 0 ? ReadQuality(ref reader) : null,
            Error = (has & HasError) != 0 ? reader.Text(RecentEntries.MaximumErrorLength, "an error") : null,
        };
    }

    private static Decision ReadDecision(ref VarintReader reader, long ticks, ref long version)
    {
        var token = reader.Fixed("a token");
        version += reader.Signed(long.MaxValue, "a policy version");
        if (version < 0 || ticks < DateTimeOffset.UnixEpoch.Ticks) throw reader.Damaged("a decision");
        return new Decision(
            (ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond, token, version,
            (int)(reader.Number(int.MaxValue + 1L, "a candidate") - 1), (uint)reader.Number(uint.MaxValue, "overridden values"),
            (int)reader.Number(SigningKeys.MaximumEpoch, "a key epoch"));
    }

    private static double ReadQuality(ref VarintReader reader)
    {
        var quality = BitConverter.Int64BitsToDouble(reader.Fixed("a quality"));
        return quality is >= 0 and <= 1 ? quality : throw reader.Damaged("a quality");
    }

    // The duration in 100 ns where it is a whole number of them that gives the same duration back; else -1.
    private static long TicksOf(double durationMs)
    {
        if (!(durationMs * TicksPerMs < 1L << 52)) return -1;
        var ticks = (long)Math.Round(durationMs * TicksPerMs);
        return BitConverter.DoubleToInt64Bits(ticks / TicksPerMs) == BitConverter.DoubleToInt64Bits(durationMs) ? ticks : -1;
    }
}
