using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>How many contexts the silo says wait for their storage.</summary>
internal sealed class DegradedContexts : IDisposable
{
    private readonly MeterListener _listener;
    private long _count;

    public DegradedContexts(Folk folk)
    {
        var meters = folk.Cluster.Orleans.Silos[0].ServiceProvider.GetRequiredService<IMeterFactory>();
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "selflearning.contexts.degraded" && ReferenceEquals(instrument.Meter.Scope, meters)) listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref _count, change));
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
