using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Web.Access;
using SelfLearning.Web.Dashboard;
using SelfLearning.Web.Dashboard.Access;
using SelfLearning.Web.Dashboard.Assets;
using SelfLearning.Web.Dashboard.Contexts;
using SelfLearning.Web.Dashboard.Decisions;
using SelfLearning.Web.Dashboard.Errors;
using SelfLearning.Web.Dashboard.Modules;
using SelfLearning.Web.Dashboard.Overview;
using SelfLearning.Web.Limits;

namespace SelfLearning.Web;

/// <summary>Maps the page on which people see what is learned, and decide over it.</summary>
public static class SelfLearningDashboardExtensions
{
    /// <summary>
    /// Maps the page. Needs <c>AddSelfLearningWeb()</c>, a self-learning client, and the host's <c>UseAuthentication()</c> and
    /// <c>UseAuthorization()</c>. Everything it shows comes from the host alone.
    /// </summary>
    /// <param name="endpoints">Where it is mapped.</param>
    /// <param name="prefix">The path in front of all its addresses.</param>
    /// <returns>All its endpoints, for conventions of the host's own.</returns>
    public static RouteGroupBuilder MapSelfLearningDashboard(this IEndpointRouteBuilder endpoints, string prefix = "/")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var root = endpoints.MapGroup(prefix.TrimEnd('/'));
        root.ExcludeFromDescription();
        root.MapGet("/assets/{name}", AssetEndpoint.Get).WithMetadata(new DashboardRoute(2)).AllowAnonymous();
        var pages = root.MapGroup("");
        pages.AddEndpointFilter<PageFilter>();
        pages.AddEndpointFilter(endpoints.ServiceProvider.GetRequiredService<RequestRate>());
        pages.AddEndpointFilter<ModuleAccessFilter>();
        OverviewEndpoint.Map(pages);
        ModuleEndpoint.Map(pages);
        ContextEndpoint.Map(pages);
        DecisionEndpoints.Map(pages);
        SignInEndpoints.Map(pages);
        NotFoundEndpoint.Map(pages);
        return root;
    }
}
