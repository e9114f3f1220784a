using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SelfLearning.Silo.Tests.Cluster;

/// <summary>Counts what this process asks of storage: there is no other HTTP.</summary>
internal sealed class StorageRequests : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _count;

    public StorageRequests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" }) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _count));
        _listener.Start();
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>What a whole scenario took.</summary>
    public override string ToString() => $"in all {_watch.Elapsed.TotalSeconds:F0} s and {Count:N0} storage calls";

    public void Dispose() => _listener.Dispose();
}
