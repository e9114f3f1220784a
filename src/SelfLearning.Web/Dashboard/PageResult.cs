using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Web.Dashboard.Access;

namespace SelfLearning.Web.Dashboard;

/// <summary>A page as an answer.</summary>
internal static class PageResult
{
    /// <summary>Renders a page.</summary>
    /// <typeparam name="TPage">The page.</typeparam>
    /// <param name="http">The request.</param>
    /// <param name="title">Its title.</param>
    /// <param name="model">What it shows.</param>
    /// <param name="with">What else it has.</param>
    /// <param name="status">The status of the answer.</param>
    public static async Task<IResult> RenderAsync<TPage>(HttpContext http, string title, object model, Func<PageView, PageView>? with = null, int status = 200)
        where TPage : IComponent
    {
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        // After the tokens, which bring headers of their own.
        PageHeaders.Set(http.Response);
        var view = new PageView
        {
            Title = title,
            Model = model,
            Paths = DashboardPaths.Of(http),
            User = http.User.Identity is { IsAuthenticated: true, Name: { } name } ? name : null,
            MaySignOut = PageCookie.IsSignedIn(http.User),
            MayDecide = (await http.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(http.User, AccessPolicies.Operator)).Succeeded,
            Token = new FormToken(tokens.FormFieldName, tokens.RequestToken!),
        };
        http.Features.Set(with?.Invoke(view) ?? view);
        return new RazorComponentResult<TPage> { StatusCode = status, PreventStreamingRendering = true };
    }
}
