using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SelfLearning.Web.Problems;

/// <summary>Turns what an endpoint throws into a problem.</summary>
internal partial class ProblemFilter(ILogger<ProblemFilter> logger) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException exception) when (http.RequestAborted.IsCancellationRequested || exception.InnerException is ConnectionAbortedException)
        {
            // Nobody is there to be told.
            return Results.Empty;
        }
#pragma warning disable CA1031 // whatever it was, the caller gets an answer
        catch (Exception exception) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            var problem = ProblemWriter.Of(exception);
            if (problem.Status == StatusCodes.Status500InternalServerError) LogUnexpected(logger, exception, http.Request.Method, http.GetEndpoint()?.DisplayName);
            await AnswerAsync(http, problem);
            return Results.Empty;
        }
    }

    /// <summary>Answers with the problem.</summary>
    protected virtual Task AnswerAsync(HttpContext http, RequestProblem problem) => ProblemWriter.WriteAsync(http, problem);

    [LoggerMessage(4001, LogLevel.Error, "{Method} {Endpoint} failed unexpectedly")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string method, string? endpoint);
}
