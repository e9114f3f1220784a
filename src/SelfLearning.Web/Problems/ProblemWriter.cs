using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace SelfLearning.Web.Problems;

/// <summary>Says what went wrong as <c>application/problem+json</c> (RFC 9457).</summary>
internal static class ProblemWriter
{
    /// <summary>Seconds after which a caller may try again what is not possible now.</summary>
    public const int RetryAfter = 2;

    private const string TypePrefix = "urn:selflearning:problem:";

    /// <summary>The problem behind an exception.</summary>
    public static RequestProblem Of(Exception exception) => exception switch
    {
        RequestProblem problem => problem,
        SelfLearningException { Reason: FailureReason.Unavailable } => new(503, ProblemKind.Unavailable, exception.Message),
        SelfLearningException { Reason: FailureReason.Invalid } wrong => new(400, ProblemKind.Invalid, wrong.Message, wrong.Field),
        SelfLearningException { Reason: FailureReason.NotFound } missing => new(404, ProblemKind.NotFound, missing.Message, missing.Field),
        SelfLearningException { Reason: FailureReason.Conflict } => new(409, ProblemKind.Conflict, exception.Message),
        ModuleProcessingException => new(422, ProblemKind.ModuleFailed, exception.Message),
        SelfLearningException => new(503, ProblemKind.Unavailable, exception.Message),
        BadHttpRequestException { StatusCode: 413 } => new(413, ProblemKind.TooLarge, exception.Message),
        BadHttpRequestException bad => new(bad.StatusCode, ProblemKind.Invalid, exception.Message),
        // What it says may be of no concern to the caller; the log has it, under the trace's id.
        _ => new(500, ProblemKind.Unexpected, "The log of the service says more, under the trace id of this answer."),
    };

    /// <summary>Writes a problem as the answer.</summary>
    public static async Task WriteAsync(HttpContext context, RequestProblem problem)
    {
        if (problem.Status == 503) context.Response.Headers.RetryAfter = RetryAfter.ToString(CultureInfo.InvariantCulture);
        context.Response.StatusCode = problem.Status;
        var details = new ProblemDetails
        {
            Type = TypePrefix + problem.Kind,
            Title = ProblemKind.TitleOf(problem.Kind),
            Status = problem.Status,
            Detail = problem.Message,
            Instance = context.Request.Path,
        };
        if (problem.Field is { } field) details.Extensions["field"] = field;
        details.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        await context.Response.WriteAsJsonAsync(details, ApiJson.Options, "application/problem+json", CancellationToken.None);
    }
}
