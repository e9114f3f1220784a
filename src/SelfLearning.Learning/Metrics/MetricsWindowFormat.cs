using System.Buffers.Binary;

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

    private const int ChecksumLength = 4;
    private const long MaximumMinute = 3_155_378_975_999_999_999 / TimeSpan.TicksPerMinute;

    /// <summary>The bytes of a window.</summary>
    public static byte[] Write(MetricsWindow window)
    {
        var writer = new VarintWriter();
        writer.Byte(Version);
        writer.Number(window.NewestMinute + 1);
        var names = SortedNames(window.Names);
        writer.Number(names.Length - 1);
        foreach (var name in names.AsSpan(1))
        {
            var text = window.Names[name]!;
            writer.Number(text.Length);
            foreach (var character in text) writer.Number(character);
        }

        foreach (var tier in window.Tiers) WriteTier(writer, tier, names);
        return Seal(writer.Written);
    }

    /// <summary>Appends the checksum.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> body)
    {
        var sealedBytes = new byte[body.Length + ChecksumLength];
        body.CopyTo(sealedBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(sealedBytes.AsSpan(body.Length), Checksum(body));
        return sealedBytes;
    }

    /// <summary>The window of these bytes.</summary>
    /// <exception cref="MetricsException">The bytes are damaged, cut short, or written by a newer version.</exception>
    public static MetricsWindow Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0 && bytes[0] > Version)
        {
            throw new MetricsException(
                $"The saved metrics window has format {bytes[0]}, written by a newer version of this library, which here reads formats up to " +
                $"{Version}: update this silo. The record was left as it is.");
        }

        if (bytes.Length <= ChecksumLength || bytes[0] != Version || !IsIntact(bytes))
        {
            throw new MetricsException(
                $"The saved metrics window of {bytes.Length} bytes is cut short or damaged: its checksum does not match. Delete the metrics " +
                "record of the context, or restore it from a copy: what was learned is kept elsewhere.");
        }

        var reader = new VarintReader(bytes[1..^ChecksumLength]);
        var window = new MetricsWindow();
        window.Advance(reader.Number(MaximumMinute + 1, "the newest minute") - 1);
        ReadNames(ref reader, window.Names);
        foreach (var tier in window.Tiers) ReadTier(ref reader, tier, window.NewestMinute, window.Names.Count);
        return reader.AtEnd ? window : throw reader.Damaged("the end");
    }

    private static int[] SortedNames(OperationNames names)
    {
        var used = Enumerable.Range(1, names.End - 1).Where(name => names[name] is not null);
        return [0, .. used.OrderBy(name => names[name], StringComparer.Ordinal)];
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

    private static bool IsIntact(ReadOnlySpan<byte> bytes) =>
        Checksum(bytes[..^ChecksumLength]) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[^ChecksumLength..]);

    // FNV-1a (Fowler, Noll, Vo): against damage, not against intent; any single changed byte changes it.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var value in bytes) hash = (hash ^ value) * 16777619u;
        return hash;
    }
}
