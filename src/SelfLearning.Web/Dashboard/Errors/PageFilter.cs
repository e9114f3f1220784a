using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Dashboard.Errors;

/// <summary>Turns what an endpoint of the page throws into a page.</summary>
internal sealed class PageFilter(ILogger<ProblemFilter> logger) : ProblemFilter(logger)
{
    protected override Task AnswerAsync(HttpContext http, RequestProblem problem) => ErrorPage.WriteAsync(http, problem);
}
