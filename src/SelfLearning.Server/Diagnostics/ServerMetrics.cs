using System.Diagnostics.Metrics;

namespace SelfLearning.Server;

/// <summary>The instruments of meter <c>SelfLearning</c>. Tags never hold a context key: there may be any number of them.</summary>
internal sealed class ServerMetrics : IDisposable
{
    // Operations take from a millisecond to ProcessTimeout; the boundaries collectors take by themselves are those of milliseconds.
    private static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    private readonly Meter _meter;
    private readonly Histogram<double> _processDuration;
    private readonly Counter<long> _feedback;
    private readonly Histogram<double> _cycleDuration;
    private readonly Counter<long> _adaptations;
    private readonly Counter<long> _conflicts;
    private readonly UpDownCounter<long> _degraded;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _shrunk;

    public ServerMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("SelfLearning");
        _processDuration = _meter.CreateHistogram<double>("selflearning.process.duration", "s", "Duration of operations.", null, Durations);
        _feedback = _meter.CreateCounter<long>("selflearning.feedback.received", "{feedback}", "Feedback by receipt.");
        _cycleDuration = _meter.CreateHistogram<double>("selflearning.learning_cycle.duration", "s", "Duration of learning cycles, without their write.", null, Durations);
        _adaptations = _meter.CreateCounter<long>("selflearning.adaptations", "{adaptation}", "Adaptations by outcome.");
        _conflicts = _meter.CreateCounter<long>("selflearning.storage.conflicts", "{conflict}", "Writes refused because another activation had written.");
        _refused = _meter.CreateCounter<long>("selflearning.process.refused", "{call}", "Calls refused because too many ran.");
        _shrunk = _meter.CreateCounter<long>("selflearning.feedback.hours_given_up", "{hour}", "Hours of decisions whose feedback is Late because a context got more than its capacity.");
        _degraded = _meter.CreateUpDownCounter<long>("selflearning.contexts.degraded", "{context}", "Contexts that wait for their storage.");
    }

    public void Processed(string module, OperationStatus status, double durationMs)
    {
        // The tags cost more than the rest, and mostly nobody listens.
        if (_processDuration.Enabled) _processDuration.Record(durationMs / 1000, new("module", module), new("status", Lower(status)));
    }

    public void Refused(string module) => _refused.Add(1, new KeyValuePair<string, object?>("module", module));

    public void WindowShrunk(string module) => _shrunk.Add(1, new KeyValuePair<string, object?>("module", module));

    public void FeedbackReceived(string module, FeedbackReceipt receipt) => _feedback.Add(1, new("module", module), new("receipt", Lower(receipt)));

    public void LearningCycle(string module, TimeSpan duration) => _cycleDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("module", module));

    public void Adapted(string module, AdaptationStatus status) => _adaptations.Add(1, new("module", module), new("outcome", Lower(status)));

    public void Conflict(string module) => _conflicts.Add(1, new KeyValuePair<string, object?>("module", module));

    public void ContextDegraded(string module, int change) => _degraded.Add(change, new KeyValuePair<string, object?>("module", module));

    public void Dispose() => _meter.Dispose();

#pragma warning disable CA1308 // attribute values are lower case by convention
    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
