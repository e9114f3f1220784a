using System.Diagnostics;
using OpenTelemetry;
using Orleans.Diagnostics;

namespace SelfLearning.Silo.Telemetry;

/// <summary>
/// Leaves out what nobody asked for: what Orleans does on its own once a second, and, unless it is wanted, the names of contexts, which may be
/// those of people.
/// </summary>
/// <param name="showsContexts">Whether spans may name contexts.</param>
internal sealed class SpanFilter(bool showsContexts) : BaseProcessor<Activity>
{
    private const string Orleans = "Microsoft.Orleans.";

    // Ids of grains hold context keys, and messages of errors may. What the next version of Orleans adds is left out until it is looked at.
    private static readonly string[] HarmlessOfOrleans = ["rpc.system.name", "rpc.method", "orleans.rpc.service", "exception.type"];

    // Paths of requests, and what storages build of ids: names of blobs and rows.
    private static readonly string[] NamesContexts = ["url.path", "url.query", "url.full", "db.statement", "db.query.text", "exception.message", "exception.stacktrace"];

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
        if (showsContexts) return;
        var isOrleans = data.Source.Name.StartsWith(Orleans, StringComparison.Ordinal);
        // Tags are removed while they are gone through.
        foreach (var (name, _) in data.TagObjects.ToArray())
            if (isOrleans ? !HarmlessOfOrleans.Contains(name) : NamesContexts.Contains(name)) data.SetTag(name, null);
    }
}
