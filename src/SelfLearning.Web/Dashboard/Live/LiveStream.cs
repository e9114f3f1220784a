using Microsoft.AspNetCore.Http;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Dashboard.Live;

/// <summary>The event stream of a page, and what the page's script says when it loads what it was told of.</summary>
internal static class LiveStream
{
    /// <summary>The header with the fingerprint a viewer was told of.</summary>
    public const string WantedHeader = "X-SelfLearning-Live";

    /// <summary>The fingerprint a request asks for.</summary>
    public static string? Wanted(HttpContext http) => http.Request.Headers[WantedHeader] is [{ Length: > 0 and < 40 } text] ? text : null;

    /// <summary>The stream as an answer.</summary>
    public static IResult Open<T>(HttpContext http, LivePages live, string key, TimeSpan interval, Func<CancellationToken, Task<T>> read)
        where T : class
    {
        if (!live.TryWatch(key, interval, read, out var events))
            throw new RequestProblem(503, ProblemKind.Unavailable, $"{LivePages.MaximumStreams} pages are open: this one does not change by itself until others are closed.");
        PageHeaders.SetAlways(http.Response);
        // A proxy that gathers what it passes on would hold the events back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(events);
    }
}
