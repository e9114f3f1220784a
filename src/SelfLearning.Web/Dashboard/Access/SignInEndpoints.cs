using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SelfLearning.Web.Access;
using SelfLearning.Web.Dashboard.Pages;

namespace SelfLearning.Web.Dashboard.Access;

/// <summary>Signing in with a key, and out.</summary>
internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sign-in", ShowAsync).WithMetadata(new DashboardRoute(1)).AllowAnonymous();
        pages.MapPost("/sign-in", SignInAsync).WithMetadata(new DashboardRoute(1)).AllowAnonymous().Form();
        // Any role: who may see nothing may still leave.
        pages.MapPost("/sign-out", (Delegate)SignOutAsync).WithMetadata(new DashboardRoute(1)).Form()
            .RequireAuthorization(new AuthorizationPolicyBuilder(AccessPolicies.ApiKeyScheme).RequireAuthenticatedUser().Build());
    }

    private static Task<IResult> ShowAsync(HttpContext http, ApiKeys keys, string? @return)
    {
        var paths = DashboardPaths.Of(http);
        return keys.IsEmpty
            ? Task.FromResult(Results.Redirect(paths.Overview))
            : PageResult.RenderAsync<SignInPage>(http, "Sign in", new SignInModel(paths.Back(@return), IsRefused: false));
    }

    private static async Task<IResult> SignInAsync(HttpContext http, ApiKeys keys)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var back = DashboardPaths.Of(http).Back(form["return"]);
        if (keys.Find(form["key"].ToString().Trim()) is not { } key)
            return await PageResult.RenderAsync<SignInPage>(http, "Sign in", new SignInModel(back, IsRefused: true), status: StatusCodes.Status401Unauthorized);
        await http.SignInAsync(PageCookie.Scheme, PageCookie.Ticket(key));
        return SeeOther.Of(http, back);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync(PageCookie.Scheme);
        return SeeOther.Of(http, DashboardPaths.Of(http).SignIn);
    }
}
