using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Dashboard.Errors;

/// <summary>Answers for addresses below the page at which nothing is.</summary>
internal static class NotFoundEndpoint
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/modules/{**rest}", Get).Page(1, AccessRole.Reader);

    // Its parameter makes the catch-all part of the route's values.
    private static IResult Get(string? rest) => throw new RequestProblem(404, ProblemKind.NotFound, $"The page has nothing at modules/{rest}: begin at the overview.");
}
