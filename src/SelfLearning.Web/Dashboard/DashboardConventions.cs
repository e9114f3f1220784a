using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using SelfLearning.Web.Access;

namespace SelfLearning.Web.Dashboard;

/// <summary>What the endpoints of the page say of themselves.</summary>
internal static class DashboardConventions
{
    // A note of 1,000 characters with a token, as a browser writes them.
    private const long MaximumForm = 32 * 1024;

    /// <summary>Who may see it, and how deep it lies.</summary>
    public static RouteHandlerBuilder Page(this RouteHandlerBuilder endpoint, int depth, AccessRole role) =>
        endpoint.WithMetadata(new DashboardRoute(depth), new AccessRequirement(role)).RequireAuthorization(AccessPolicies.Of(role));

    /// <summary>A form that changes something: refused without the page's own token.</summary>
    public static RouteHandlerBuilder Form(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter<RouteHandlerBuilder, FormFilter>().WithMetadata(new RequestSizeLimitAttribute(MaximumForm));
}
