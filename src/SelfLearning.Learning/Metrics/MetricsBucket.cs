namespace SelfLearning.Learning;

/// <summary>What is counted of one stretch of time.</summary>
/// <param name="number">The stretch: whole bucket lengths since 0001-01-01 UTC.</param>
internal sealed class MetricsBucket(long number)
{
    private long _success;
    private long _failure;
    private long _partial;
    private long[] _operations = [];
    private QualityTally _quality;

    /// <summary>The stretch of time: whole bucket lengths since 0001-01-01 UTC.</summary>
    public long Number { get; } = number;

    /// <summary>Operations by the index of their name, 0 for the rest; an index beyond the end counts 0.</summary>
    public ReadOnlySpan<long> Operations => _operations;

    /// <summary>The sum of all durations in nanoseconds: whole ones, so that the order of adding does not matter.</summary>
    public UInt128 DurationSum { get; private set; }

    /// <summary>The durations by size.</summary>
    public DurationHistogram Durations { get; } = new();

    /// <summary>The qualities of the decisions made in this time.</summary>
    public ref QualityTally Quality => ref _quality;

    /// <summary>All operations.</summary>
    public long Total => _success + _failure + _partial;

    /// <summary>Whether it says nothing.</summary>
    public bool IsZero => Total == 0 && _quality.IsZero;

    /// <summary>The sum of buckets with the same names.</summary>
    /// <param name="number">The number of the sum.</param>
    /// <param name="buckets">What is added up.</param>
    public static MetricsBucket Sum(long number, ReadOnlySpan<MetricsBucket> buckets)
    {
        // All bins at once: to insert them one by one into the sum would cost more than to add them up.
        Span<long> counts = stackalloc long[DurationBins.Count];
        var sum = new MetricsBucket(number);
        foreach (var bucket in buckets)
        {
            sum._success += bucket._success;
            sum._failure += bucket._failure;
            sum._partial += bucket._partial;
            if (bucket._operations.Length > sum._operations.Length) Array.Resize(ref sum._operations, bucket._operations.Length);
            for (var name = 0; name < bucket._operations.Length; name++) sum._operations[name] += bucket._operations[name];
            sum.DurationSum += bucket.DurationSum;
            sum._quality.Add(bucket._quality);
            bucket.Durations.AddTo(counts);
        }

        sum.Durations.Fill(counts);
        return sum;
    }

    /// <summary>Operations with a status.</summary>
    public long CountOf(OperationStatus status) => status switch
    {
        OperationStatus.Success => _success,
        OperationStatus.Failure => _failure,
        _ => _partial,
    };

    /// <summary>Adds operations by status.</summary>
    public void AddStatus(OperationStatus status, long count)
    {
        if (status == OperationStatus.Success) _success += count;
        else if (status == OperationStatus.Failure) _failure += count;
        else _partial += count;
    }

    /// <summary>Adds operations by the index of their name.</summary>
    public void AddOperations(int name, long count)
    {
        if (name >= _operations.Length) Array.Resize(ref _operations, name + 1);
        _operations[name] += count;
    }

    /// <summary>Adds one duration.</summary>
    public void AddDuration(int bin, ulong nanoseconds)
    {
        Durations.Add(bin, 1);
        DurationSum += nanoseconds;
    }

    /// <summary>Adds to the sum of durations alone.</summary>
    public void AddDurationSum(UInt128 nanoseconds) => DurationSum += nanoseconds;

    /// <summary>Counts a name among the rest from now on.</summary>
    public void Fold(int name)
    {
        if (name >= _operations.Length) return;
        _operations[0] += _operations[name];
        _operations[name] = 0;
    }

    /// <summary>Adds another bucket.</summary>
    /// <param name="other">What is added.</param>
    /// <param name="names">For each index of a name in <paramref name="other"/> the index here.</param>
    public void Add(MetricsBucket other, ReadOnlySpan<int> names)
    {
        AddUnnamed(other);
        for (var name = 0; name < other._operations.Length; name++)
        {
            if (other._operations[name] != 0) AddOperations(names[name], other._operations[name]);
        }
    }

    /// <summary>Adds all of another bucket but the operations by name.</summary>
    public void AddUnnamed(MetricsBucket other)
    {
        _success += other._success;
        _failure += other._failure;
        _partial += other._partial;
        DurationSum += other.DurationSum;
        Durations.Add(other.Durations);
        _quality.Add(other._quality);
    }

    /// <summary>Makes it say nothing; what it has taken up of memory stays.</summary>
    public void Clear()
    {
        (_success, _failure, _partial, DurationSum, _quality) = (0, 0, 0, 0, default);
        Array.Clear(_operations);
        Durations.Clear();
    }
}
