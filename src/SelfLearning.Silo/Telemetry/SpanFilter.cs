using System.Diagnostics;
using OpenTelemetry;
using Orleans.Diagnostics;

namespace SelfLearning.Silo.Telemetry;

/// <summary>
/// Leaves out what nobody asked for: what Orleans does on its own once a second, and, unless it is wanted, the names of contexts, which may be
/// those of people, and the texts of exceptions, which may hold anything.
/// </summary>
/// <param name="showsContexts">Whether spans may name contexts.</param>
internal sealed class SpanFilter(bool showsContexts) : BaseProcessor<Activity>
{
    private const string Orleans = "Microsoft.Orleans.";

    // The runtime adds those that are not there.
    private static readonly string[] TextsOfExceptions = ["exception.message", "exception.stacktrace"];

    // Ids of grains hold context keys, and messages of errors may. What the next version of Orleans adds is left out until it is looked at.
    private static readonly string[] HarmlessOfOrleans = ["rpc.system.name", "rpc.method", "orleans.rpc.service", "exception.type"];

    // Paths of requests, and what storages build of ids: names of blobs and rows.
    private static readonly string[] NamesContexts = ["url.path", "url.query", "url.full", "db.statement", "db.query.text", "otel.status_description", .. TextsOfExceptions];

    // An event cannot be changed once it is on its span, so its texts are taken before. Where contexts may be named, nobody has to.
    private readonly ActivityListener? _exceptions = showsContexts ? null : Listen();

    /// <inheritdoc/>
    public override void OnStart(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Source.Name != ActivitySources.RuntimeActivitySourceName || data.ParentSpanId != default) return;
        data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        data.IsAllDataRequested = false;
    }

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (_exceptions is null) return;
        var isOrleans = data.Source.Name.StartsWith(Orleans, StringComparison.Ordinal);
        // Tags are removed while they are gone through.
        foreach (var (name, _) in data.TagObjects.ToArray())
            if (isOrleans ? !HarmlessOfOrleans.Contains(name) : NamesContexts.Contains(name)) data.SetTag(name, null);
        // The clients of storages describe a failure by the text of its exception.
        if (data.StatusDescription is not null) data.SetStatus(data.Status);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _exceptions?.Dispose();
        base.Dispose(disposing);
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener { ShouldListenTo = _ => true, ExceptionRecorder = LeaveOutTexts };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static void LeaveOutTexts(Activity span, Exception exception, ref TagList tags)
    {
        foreach (var name in TextsOfExceptions)
        {
            for (var i = tags.Count - 1; i >= 0; i--)
                if (tags[i].Key == name) tags.RemoveAt(i);
            tags.Add(name, "");
        }
    }
}
