namespace SelfLearning.Server;

/// <summary>The metrics of a context that is in use: counted, listed and merged in memory, several times larger than their saved form.</summary>
internal sealed class LiveMetrics
{
    private readonly MetricsWindow _window;
    private readonly MetricsWindow _unreported;

    /// <summary>The metrics that a record holds.</summary>
    /// <param name="record">The record.</param>
    /// <param name="level">How many single entries are kept.</param>
    /// <param name="texts">The result ids of the context.</param>
    /// <exception cref="MetricsException">The record is damaged.</exception>
    public LiveMetrics(MetricsRecord record, MetricsCollectionLevel level, Func<ResultIdTexts> texts)
    {
        _window = Load(record.Window);
        _unreported = Load(record.Unreported);
        Pending = new PendingMinute(_window, _unreported);
        Entries = new RecentEntries(level);
        Entries.Restore(record.Recent);
        if (record.Entries is { } old)
        {
            var ids = texts();
            for (var i = old.Count - 1; i >= 0; i--) Entries.Add(old[i], ids);
        }

        Feedback.Restore(record.RecentFeedback);
        if (record.Feedback is { } oldFeedback)
        {
            var ids = texts();
            for (var i = oldFeedback.Count - 1; i >= 0; i--) Feedback.Add(oldFeedback[i], ids);
        }
    }

    /// <summary>Counts for <see cref="Window"/> and <see cref="Unreported"/> together, which so never part.</summary>
    public PendingMinute Pending { get; }

    /// <summary>What the context counts.</summary>
    public MetricsWindow Window => Settled(_window);

    /// <summary>What the catalog has not been told yet and is in no report.</summary>
    public MetricsWindow Unreported => Settled(_unreported);

    /// <summary>The last single entries.</summary>
    public RecentEntries Entries { get; }

    /// <summary>The last feedbacks.</summary>
    public RecentFeedback Feedback { get; } = new();

    /// <summary>Writes all of it to a record.</summary>
    public void SaveTo(MetricsRecord record)
    {
        record.Window = Window.Save();
        record.Unreported = Unreported.IsEmpty ? [] : Unreported.Save();
        record.Recent = Entries.Count == 0 ? [] : Entries.Save();
        record.Entries = null;
        record.RecentFeedback = Feedback.Count == 0 ? [] : Feedback.Save();
        record.Feedback = null;
    }

    private MetricsWindow Settled(MetricsWindow window)
    {
        Pending.Settle();
        return window;
    }

    private static MetricsWindow Load(byte[] bytes) => bytes.Length == 0 ? new MetricsWindow() : MetricsWindow.Load(bytes);
}
