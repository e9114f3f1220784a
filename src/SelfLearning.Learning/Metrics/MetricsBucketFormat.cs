using System.Numerics;

namespace SelfLearning.Learning;

/// <summary>
/// The saved form of a <see cref="MetricsBucket"/>: what it holds (operations, qualities); failures, partials and durations by size, in runs
/// of neighbouring bins whose counts are told as differences; the sum of durations; a bit for each name that occurs, and the counts of
/// all but the last; the quality sums.
/// </summary>
internal static class MetricsBucketFormat
{
    private const int HasOperations = 1;
    private const int HasQuality = 2;

    // Far above what can happen in 4 hours, and low enough that a thousand such buckets can be added up.
    private const long MaximumCount = 1L << 45;
    private static readonly UInt128 MaximumNanoseconds = (UInt128)(DurationBins.MaximumMs * 1e6);
    private static readonly Int128 MaximumQualitySum = Int128.One << 100;

    /// <summary>Writes a bucket that is not zero.</summary>
    /// <param name="writer">Takes the numbers.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="names">The indices of the names in the order they are saved in, the one for the rest first.</param>
    public static void Write(VarintWriter writer, MetricsBucket bucket, ReadOnlySpan<int> names)
    {
        writer.Byte((byte)((bucket.Total > 0 ? HasOperations : 0) | (bucket.Quality.IsZero ? 0 : HasQuality)));
        if (bucket.Total > 0)
        {
            writer.Number(bucket.CountOf(OperationStatus.Failure));
            writer.Number(bucket.CountOf(OperationStatus.Partial));
            WriteDurations(writer, bucket.Durations);
            writer.Large(bucket.DurationSum);
            WriteOperations(writer, bucket.Operations, names);
        }

        if (bucket.Quality.IsZero) return;
        writer.Number(bucket.Quality.Count);
        writer.LargeSigned(bucket.Quality.Sum);
        writer.LargeSigned(bucket.Quality.SquareSum);
    }

    /// <summary>Reads a bucket.</summary>
    /// <exception cref="MetricsException">The bytes are not a bucket.</exception>
    public static MetricsBucket Read(ref VarintReader reader, long number, int names)
    {
        var bucket = new MetricsBucket(number);
        var holds = reader.Number(HasOperations | HasQuality, "the kind of a bucket");
        if ((holds & HasOperations) != 0)
        {
            var failures = reader.Number(MaximumCount, "a count");
            var partials = reader.Number(MaximumCount, "a count");
            var total = ReadDurations(ref reader, bucket.Durations);
            if (failures + partials > total) throw reader.Damaged("a count");
            bucket.AddStatus(OperationStatus.Failure, failures);
            bucket.AddStatus(OperationStatus.Partial, partials);
            bucket.AddStatus(OperationStatus.Success, total - failures - partials);
            bucket.AddDurationSum(reader.Large((UInt128)total * MaximumNanoseconds, "a sum of durations"));
            ReadOperations(ref reader, bucket, total, names);
        }

        if ((holds & HasQuality) != 0)
        {
            bucket.Quality.Count = reader.Number(MaximumCount, "a count");
            bucket.Quality.Sum = reader.LargeSigned(MaximumQualitySum, "a sum of qualities");
            bucket.Quality.SquareSum = reader.LargeSigned(MaximumQualitySum, "a sum of qualities");
        }

        return bucket;
    }

    private static void WriteOperations(VarintWriter writer, ReadOnlySpan<long> operations, ReadOnlySpan<int> names)
    {
        var occurring = 0L;
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] < operations.Length && operations[names[i]] > 0) occurring |= 1L << i;
        }

        writer.Number(occurring);
        var last = BitOperations.Log2((ulong)occurring);
        for (var i = 0; i < last; i++)
        {
            if ((occurring & (1L << i)) != 0) writer.Number(operations[names[i]]);
        }
    }

    private static void ReadOperations(ref VarintReader reader, MetricsBucket bucket, long total, int names)
    {
        var occurring = reader.Number((1L << (names + 1)) - 1, "the names of a bucket");
        if (occurring == 0) throw reader.Damaged("the names of a bucket");
        var last = BitOperations.Log2((ulong)occurring);
        for (var i = 0; i < last; i++)
        {
            if ((occurring & (1L << i)) == 0) continue;
            var count = reader.Number(total - 1, "a count of a name");
            bucket.AddOperations(i, count);
            total -= count;
        }

        bucket.AddOperations(last, total);
    }

    private static void WriteDurations(VarintWriter writer, DurationHistogram durations)
    {
        var runs = 0;
        for (var i = 0; i < durations.Length; i++) runs += StartsRun(durations, i) ? 1 : 0;
        writer.Number(runs);
        var (next, previous) = (0, 1L);
        for (var i = 0; i < durations.Length; i++)
        {
            if (StartsRun(durations, i))
            {
                var end = i + 1;
                while (end < durations.Length && !StartsRun(durations, end)) end++;
                writer.Number(durations.BinAt(i) - next);
                writer.Number(end - i);
            }

            next = durations.BinAt(i) + 1;
            writer.Signed(durations.CountAt(i) - previous);
            previous = durations.CountAt(i);
        }
    }

    private static bool StartsRun(DurationHistogram durations, int place) => place == 0 || durations.BinAt(place) != durations.BinAt(place - 1) + 1;

    private static long ReadDurations(ref VarintReader reader, DurationHistogram durations)
    {
        var runs = reader.Number(DurationBins.Count, "the number of runs");
        var (bin, previous, total) = (0, 1L, 0L);
        for (var run = 0; run < runs; run++)
        {
            bin += (int)reader.Number(DurationBins.Count - bin, "the start of a run");
            var length = (int)reader.Number(DurationBins.Count - bin, "the length of a run");
            durations.Reserve(length);
            for (; length > 0; length--)
            {
                previous += reader.Signed(MaximumCount, "a count of a bin");
                total += previous;
                if (previous <= 0 || total > MaximumCount) throw reader.Damaged("a count of a bin");
                durations.Add(bin++, previous);
            }
        }

        return total > 0 ? total : throw reader.Damaged("the number of runs");
    }
}
