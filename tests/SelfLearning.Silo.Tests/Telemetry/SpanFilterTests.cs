using System.Diagnostics;
using SelfLearning.Silo.Telemetry;

namespace SelfLearning.Silo.Tests.Telemetry;

public sealed class SpanFilterTests
{
    [Theory]
    [InlineData("Microsoft.Orleans.Application", "rpc.method exception.type", "rpc.method exception.type orleans.rpc.target_id orleans.added.later")]
    [InlineData("Azure.Storage.Blobs.BlobBaseClient", "az.namespace", "az.namespace url.full")]
    [InlineData("Microsoft.AspNetCore", "http.route", "http.route url.path url.query")]
    public void Spans_name_contexts_only_where_they_may(string name, string hidden, string shown)
    {
        using var source = new ActivitySource(name);
        using var listener = new ActivityListener { ShouldListenTo = other => other == source, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        foreach (var (mayShow, expected) in ((bool, string)[])[(false, hidden), (true, shown)])
        {
            using var filter = new SpanFilter(mayShow);
            using var span = source.StartActivity("call")!;
            foreach (var tag in shown.Split(' ')) span.SetTag(tag, "songs/anna");

            filter.OnEnd(span);

            Assert.Equal(expected, string.Join(' ', span.TagObjects.Select(tag => tag.Key)));
        }
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "songs/anna")]
    public void What_failed_is_described_only_where_contexts_may_be_named(bool mayShow, string? expected)
    {
        using var source = new ActivitySource("Azure.Storage.Blobs.BlobBaseClient");
        using var listener = new ActivityListener { ShouldListenTo = other => other == source, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        using var filter = new SpanFilter(mayShow);
        using var span = source.StartActivity("call")!;
        span.SetStatus(ActivityStatusCode.Error, "songs/anna");

        filter.OnEnd(span);

        Assert.Equal((ActivityStatusCode.Error, expected), (span.Status, span.StatusDescription));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_exception_that_a_span_notes_is_named_by_its_type_alone(bool hasOwnTexts)
    {
        using var source = new ActivitySource("Npgsql");
        using var listener = new ActivityListener { ShouldListenTo = other => other == source, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        using var filter = new SpanFilter(false);
        using var span = source.StartActivity("call")!;

        span.AddException(new InvalidOperationException("songs/anna"), hasOwnTexts ? [new("exception.message", "songs/anna"), new("exception.stacktrace", "songs/anna")] : default);
        filter.OnEnd(span);

        Assert.Equal(
            ["exception.message: ", "exception.stacktrace: ", "exception.type: System.InvalidOperationException"],
            Assert.Single(span.Events).Tags.Select(tag => $"{tag.Key}: {tag.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Microsoft.Orleans.Runtime", false, false)]
    [InlineData("Microsoft.Orleans.Runtime", true, true)]
    [InlineData("Microsoft.Orleans.Application", false, true)]
    public void What_orleans_does_on_its_own_is_left_out(string name, bool hasParent, bool isKept)
    {
        using var source = new ActivitySource(name);
        using var listener = new ActivityListener { ShouldListenTo = other => other == source, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        using var filter = new SpanFilter(false);
        var parent = hasParent ? new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded) : default;
        using var span = source.StartActivity("call", ActivityKind.Client, parent)!;

        filter.OnStart(span);

        Assert.Equal((isKept, isKept), (span.Recorded, span.IsAllDataRequested));
    }
}
