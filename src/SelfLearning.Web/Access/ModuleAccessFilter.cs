using Microsoft.AspNetCore.Http;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Access;

/// <summary>Keeps callers that are bound to modules to them.</summary>
internal sealed class ModuleAccessFilter : IEndpointFilter
{
    /// <inheritdoc/>
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        return http.Request.RouteValues["module"] is not string module || ModuleAccess.IsAllowed(http.User, module)
            ? next(context)
            : throw new RequestProblem(403, ProblemKind.Forbidden, $"The caller is bound to other modules than '{module}'.", "module");
    }
}
