using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using SelfLearning.Web.Dashboard.Contexts;
using SelfLearning.Web.Dashboard.Pages;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Dashboard.Errors;

/// <summary>Says as a page what went wrong.</summary>
internal static class ErrorPage
{
    /// <summary>Writes the page of a problem as the answer.</summary>
    public static async Task WriteAsync(HttpContext http, RequestProblem problem)
    {
        if (problem.Status == 503) http.Response.Headers.RetryAfter = ProblemWriter.RetryAfter.ToString(CultureInfo.InvariantCulture);
        var isShown = HttpMethods.IsGet(http.Request.Method);
        var model = new ErrorModel(
            problem.Status, TitleOf(problem.Status), problem.Message, Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier,
            isShown && problem.Status is 429 or 500 or 503, isShown ? null : ContextOf(http));
        var result = await PageResult.RenderAsync<ProblemPage>(http, model.Title, model, status: problem.Status);
        await result.ExecuteAsync(http);
    }

    // The form stands there; at its own address is nothing to open.
    private static string? ContextOf(HttpContext http)
    {
        if (http.Request.RouteValues["module"] is not string module || http.Request.RouteValues["context"] is not string context) return null;
        var period = http.Request.Query["period"] is [{ } text] ? $"?period={ContextEndpoint.PeriodOf(text)}" : "";
        return DashboardPaths.Of(http).Context(module, context) + period;
    }

    /// <summary>What a status means for who looks at the page.</summary>
    internal static string TitleOf(int status) => status switch
    {
        400 => "The request was not understood",
        403 => "Not allowed",
        404 => "Not found",
        409 => "The state has changed meanwhile",
        413 => "The form is too large",
        429 => "Too many requests",
        503 => "Not available now",
        _ => "Something went wrong",
    };
}
