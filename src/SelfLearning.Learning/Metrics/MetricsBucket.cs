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
        _success += other._success;
        _failure += other._failure;
        _partial += other._partial;
        for (var name = 0; name < other._operations.Length; name++)
        {
            if (other._operations[name] != 0) AddOperations(names[name], other._operations[name]);
        }

        DurationSum += other.DurationSum;
        Durations.Add(other.Durations);
        _quality.Add(other._quality);
    }
}
