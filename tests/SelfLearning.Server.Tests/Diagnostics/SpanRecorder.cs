using System.Collections.Concurrent;
using System.Diagnostics;

namespace SelfLearning.Server.Tests.Diagnostics;

/// <summary>
/// Keeps the spans of one test: those in the trace of the span that the test is, and those that its condition names. Other tests of the process
/// make spans at the same time.
/// </summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ActivitySource _source = new("test-" + Guid.NewGuid());
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public SpanRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source == _source || source.Name is "SelfLearning" or "Microsoft.Orleans.Application",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IEnumerable<Activity> Ended => _ended;

    public IEnumerable<Activity> Named(string name, string tag, string value) => _ended.Where(span => span.OperationName == name && value.Equals(span.GetTagItem(tag)));

    /// <summary>Begins a span of the test's own, in a trace of its own.</summary>
    public Activity Start(string name) => _source.StartActivity(name, ActivityKind.Internal, parentContext: default)!;

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }
}
