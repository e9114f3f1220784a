using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace SelfLearning.Outcomes;

/// <summary>Counts the outcomes that are lost, by module: each at once in the meter, and in a warning every 10 s at most.</summary>
internal sealed partial class OutcomeDrops : IDisposable
{
    /// <summary>The shortest time between two warnings.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Meter _meter;
    private readonly Counter<long> _dropped;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Count, string Why)> _untold = new(StringComparer.Ordinal);
    private long? _toldAt;

    public OutcomeDrops(IMeterFactory? meters, TimeProvider time, ILogger logger)
    {
        (_time, _logger) = (time, logger);
        _meter = meters?.Create("SelfLearning") ?? new Meter("SelfLearning");
        _dropped = _meter.CreateCounter<long>("selflearning.outcomes.dropped", "{outcome}", "Outcomes of host-run operations that were lost.");
    }

    /// <summary>Whether something is still to be told.</summary>
    public bool IsPending
    {
        get
        {
            lock (_lock) return _untold.Count > 0;
        }
    }

    /// <summary>Counts lost outcomes.</summary>
    public void Add(string module, int count, string why)
    {
        _dropped.Add(count, new KeyValuePair<string, object?>("module", module));
        lock (_lock) _untold[module] = ((_untold.TryGetValue(module, out var untold) ? untold.Count : 0) + count, why);
        Tell();
    }

    /// <summary>Warns of what was not told yet, if the last warning is long enough ago.</summary>
    public void Tell(bool always = false)
    {
        List<KeyValuePair<string, (long Count, string Why)>> told;
        lock (_lock)
        {
            if (_untold.Count == 0 || (!always && _toldAt is { } last && _time.GetElapsedTime(last) < Interval)) return;
            _toldAt = _time.GetTimestamp();
            told = [.. _untold];
            _untold.Clear();
        }

        foreach (var (module, (count, why)) in told) LogDropped(_logger, module, count, why);
    }

    public void Dispose() => _meter.Dispose();

    [LoggerMessage(3021, LogLevel.Warning, "Module {Module}: the outcomes of {Count} operations are lost: {Why}. Their results and result ids are good; feedback for them is accepted")]
    private static partial void LogDropped(ILogger logger, string module, long count, string why);
}
