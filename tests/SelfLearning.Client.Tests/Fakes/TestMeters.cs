using System.Diagnostics.Metrics;

namespace SelfLearning.Client.Tests.Fakes;

/// <summary>Counts what one host measures, and not those of tests that run beside it.</summary>
internal sealed class TestMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _counts = [];

    public TestMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, this)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
        {
            lock (_counts) _counts[KeyOf(instrument.Name, (string)tags[0].Value!)] = _counts.GetValueOrDefault(KeyOf(instrument.Name, (string)tags[0].Value!)) + count;
        });
        _listener.Start();
    }

    public long Of(string instrument, string module)
    {
        lock (_counts) return _counts.GetValueOrDefault(KeyOf(instrument, module));
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var meter in _meters) meter.Dispose();
    }

    private static string KeyOf(string instrument, string module) => $"{instrument}/{module}";
}
