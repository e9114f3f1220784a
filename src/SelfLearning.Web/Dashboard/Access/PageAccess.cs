using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Web.Access;
using SelfLearning.Web.Dashboard.Errors;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Dashboard.Access;

/// <summary>
/// Who looks at the page, where the policies ask for a key: who has signed in with one, or whom the host knows by an authentication of its
/// own. One set of policies so guards API and page, and the API never takes a cookie.
/// </summary>
internal static class PageAccess
{
    /// <summary>Whether a request is for the page.</summary>
    public static bool IsPage(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<DashboardRoute>() is not null;

    /// <summary>Whether a request is for what is not the page, but for those who have signed in to it too.</summary>
    public static bool IsForViewers(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ForViewers>() is not null;

    /// <summary>Who it is.</summary>
    public static async Task<AuthenticateResult> AuthenticateAsync(HttpContext http, string scheme)
    {
        if (await http.AuthenticateAsync(PageCookie.Scheme) is { Succeeded: true } signedIn) return signedIn;
        return http.User.Identity is { IsAuthenticated: true } ? AuthenticateResult.Success(new AuthenticationTicket(http.User, scheme)) : AuthenticateResult.NoResult();
    }

    /// <summary>Leads to the sign-in.</summary>
    public static async Task ChallengeAsync(HttpContext http, ApiKeys keys)
    {
        if (http.Request.Headers.Accept == "text/event-stream")
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (!keys.IsEmpty)
        {
            var paths = DashboardPaths.Of(http);
            var page = HttpMethods.IsGet(http.Request.Method) ? http.Request.PathBase.Add(http.Request.Path).ToUriComponent() + http.Request.QueryString.ToUriComponent() : paths.Overview;
            http.Response.Redirect(paths.SignInFor(page));
        }
        else if (await http.RequestServices.GetRequiredService<IAuthenticationSchemeProvider>().GetDefaultChallengeSchemeAsync() is { Name: not (AccessPolicies.ApiKeyScheme or PageCookie.Scheme) } own)
        {
            await http.ChallengeAsync(own.Name);
        }
        else
        {
            var why = OpenAccessRule.Refusal(http) ?? "the request is refused";
            await ErrorPage.WriteAsync(
                http,
                new RequestProblem(403, ProblemKind.Forbidden, $"No API key is configured, and {why}: only requests from this machine are served without one. Configure {ApiKeys.Section}."));
        }
    }

    /// <summary>Says which role is missing.</summary>
    public static Task ForbidAsync(HttpContext http)
    {
        var needed = http.GetEndpoint()?.Metadata.GetMetadata<AccessRequirement>() is { } requirement ? AccessPolicies.ClaimOf(requirement.Role) : "needed";
        return ErrorPage.WriteAsync(http, new RequestProblem(403, ProblemKind.Forbidden, $"'{http.User.Identity?.Name}' lacks the role {needed}."));
    }
}
