namespace SelfLearning.Learning;

/// <summary>
/// What was counted in one minute and is not yet in the windows it is for. A window counts an operation in three buckets; here it is
/// counted once, in memory that the last one has touched, and the buckets get the sum. The windows hold the same after
/// <see cref="Settle"/> as if each operation had been recorded in them, in the order of recording.
/// </summary>
/// <remarks>
/// Whoever reads or changes one of the windows settles first. Times may come in any order: one of another minute than the one before
/// settles. Not safe for concurrent use.
/// </remarks>
/// <param name="windows">The windows; each counts all of it.</param>
public sealed class PendingMinute(params MetricsWindow[] windows)
{
    private const long Nothing = -1;

    private readonly OperationNames _names = new();
    private readonly MetricsBucket _counts = new(0);
    private long _minute = Nothing;

    /// <summary>Counts one ended operation; its quality is told by <see cref="MoveQuality"/>.</summary>
    /// <param name="time">When it is counted: any time, in any order.</param>
    /// <param name="operation">Its name; of more than 100 characters the first 100 count.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="durationMs">How long it took, in milliseconds: a finite number of 0 or more.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The duration or the status is out of its range; nothing is counted.</exception>
    public void Record(DateTimeOffset time, string operation, OperationStatus status, double durationMs)
    {
        MetricsRules.Require(operation, status, durationMs, null);
        var minute = MetricsWindow.MinuteOf(time);
        if (minute != _minute) Open(minute);
        var name = _names.Find(operation.AsSpan().Cut(OperationNames.MaximumLength));
        if (name < 0) name = Add(operation);
        _counts.AddStatus(status, 1);
        _counts.AddOperations(name, 1);
        _counts.AddDuration(DurationBins.Of(durationMs), DurationBins.NanosecondsOf(durationMs));
    }

    /// <inheritdoc cref="MetricsWindow.MoveQuality"/>
    public void MoveQuality(DateTimeOffset decisionTime, DateTimeOffset now, int count, double sum, double squareSum)
    {
        var tally = MetricsRules.TallyOf(count, sum, squareSum);
        var minute = MetricsWindow.MinuteOf(decisionTime);
        if (minute == MetricsWindow.MinuteOf(now) && !tally.IsZero)
        {
            if (minute != _minute) Open(minute);
            _counts.Quality.Add(tally);
            return;
        }

        Settle();
        foreach (var window in windows) window.MoveQuality(decisionTime, now, count, sum, squareSum);
    }

    /// <summary>Brings all of it into the windows.</summary>
    public void Settle()
    {
        if (_minute == Nothing) return;
        foreach (var window in windows) window.Add(_minute, _counts, _names);
        _counts.Clear();
        _names.Clear();
        _minute = Nothing;
    }

    private void Open(long minute)
    {
        Settle();
        _minute = minute;
    }

    // A window may know a name that has no place here any more: which names count as the rest is decided there.
    private int Add(string operation)
    {
        if (_names.Count == OperationNames.Limit) Open(_minute);
        return _names.Add(operation.Cut(OperationNames.MaximumLength));
    }
}
