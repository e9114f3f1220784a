namespace SelfLearning.Learning;

/// <summary>
/// The saved form of a <see cref="MetricsWindow"/>: a version byte; the newest minute; the names in ordinal order; the buckets of
/// each tier in order of time; a checksum of 4 bytes over all before. Numbers are written by <see cref="VarintWriter"/>, and none
/// that follows from the others is written, so that a window cannot contradict itself.
/// </summary>
internal static class MetricsWindowFormat
{
    /// <summary>The version written, and the newest one read.</summary>
    public const byte Version = 1;

    private const string What = "metrics window";
    private const string SumWhat = "sum of a period";
    private const long MaximumMinute = 3_155_378_975_999_999_999 / TimeSpan.TicksPerMinute;

    /// <summary>The bytes of a window.</summary>
    public static byte[] Write(MetricsWindow window)
    {
        var writer = new VarintWriter();
        writer.Byte(Version);
        writer.Number(window.NewestMinute + 1);
        var names = WriteNames(writer, window.Names);
        foreach (var tier in window.Tiers) WriteTier(writer, tier, names);
        return Checksum.Seal(writer.Written);
    }

    /// <summary>The window of these bytes.</summary>
    /// <exception cref="MetricsException">The bytes are damaged, cut short, or written by a newer version.</exception>
    public static MetricsWindow Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new VarintReader(Checksum.Open(bytes, Version, What), What);
        var window = new MetricsWindow();
        window.Advance(reader.Number(MaximumMinute + 1, "the newest minute") - 1);
        ReadNames(ref reader, window.Names);
        foreach (var tier in window.Tiers) ReadTier(ref reader, tier, window.NewestMinute, window.Names.Count);
        return reader.AtEnd ? window : throw reader.Damaged("the end");
    }

    /// <summary>The bytes of a sum: a version byte; the period; the number of the last bucket; names and bucket as in a window; a checksum.</summary>
    public static byte[] Write(PeriodSum sum)
    {
        var writer = new VarintWriter();
        writer.Byte(Version);
        writer.Byte((byte)sum.Period);
        writer.Number(sum.Last);
        MetricsBucketFormat.Write(writer, sum.Bucket, WriteNames(writer, sum.Names));
        return Checksum.Seal(writer.Written);
    }

    /// <summary>The sum of these bytes.</summary>
    /// <exception cref="MetricsException">The bytes are damaged, cut short, or written by a newer version.</exception>
    public static PeriodSum ReadSum(ReadOnlySpan<byte> bytes)
    {
        var reader = new VarintReader(Checksum.Open(bytes, Version, SumWhat), SumWhat);
        var period = (MetricsPeriod)reader.Number((long)MetricsPeriod.Month, "the period");
        var last = reader.Number(MaximumMinute, "the last bucket");
        var names = new OperationNames();
        ReadNames(ref reader, names);
        var bucket = MetricsBucketFormat.Read(ref reader, last, names.Count);
        return reader.AtEnd ? new PeriodSum(period, last, names, bucket) : throw reader.Damaged("the end");
    }

    // The names in ordinal order; returns their indices in that order, behind the one for the rest.
    private static int[] WriteNames(VarintWriter writer, OperationNames names)
    {
        var used = Enumerable.Range(1, names.End - 1).Where(name => names[name] is not null);
        int[] sorted = [0, .. used.OrderBy(name => names[name], StringComparer.Ordinal)];
        writer.Number(sorted.Length - 1);
        foreach (var name in sorted.AsSpan(1)) writer.Text(names[name]!);
        return sorted;
    }

    private static void WriteTier(VarintWriter writer, MetricsTier tier, int[] names)
    {
        var count = 0;
        foreach (var bucket in tier.Buckets) count += bucket.IsZero ? 0 : 1;
        writer.Number(count);
        var previous = 0L;
        foreach (var bucket in tier.Buckets)
        {
            if (bucket.IsZero) continue;
            writer.Number(bucket.Number - previous);
            previous = bucket.Number;
            MetricsBucketFormat.Write(writer, bucket, names);
        }
    }

    private static void ReadNames(ref VarintReader reader, OperationNames names)
    {
        var count = reader.Number(OperationNames.Limit, "the number of names");
        Span<char> text = stackalloc char[OperationNames.MaximumLength];
        for (var i = 0; i < count; i++)
        {
            var length = (int)reader.Number(OperationNames.MaximumLength, "the length of a name");
            for (var c = 0; c < length; c++) text[c] = (char)reader.Number(char.MaxValue, "a name");
            if (length == 0 || names.Find(text[..length]) >= 0) throw reader.Damaged("a name");
            names.Add(text[..length].ToString());
        }
    }

    private static void ReadTier(ref VarintReader reader, MetricsTier tier, long newestMinute, int names)
    {
        var count = reader.Number(newestMinute < 0 ? 0 : tier.Capacity, "the number of buckets");
        var previous = 0L;
        for (var i = 0; i < count; i++)
        {
            var number = previous + reader.Number((newestMinute / tier.Minutes) - previous, "the time of a bucket");
            if ((i > 0 && number == previous) || !tier.Keeps(number * tier.Minutes, newestMinute)) throw reader.Damaged("the time of a bucket");
            previous = number;
            tier.Append(MetricsBucketFormat.Read(ref reader, number, names));
        }
    }
}
