using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace SelfLearning.Web.Access;

/// <summary>
/// Lets in who has the role; and, where no key is configured and nobody has signed in, whoever sits at this machine, in every role.
/// </summary>
internal sealed class AccessHandler(ApiKeys keys, IHttpContextAccessor accessor) : AuthorizationHandler<AccessRequirement>
{
    /// <inheritdoc/>
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(requirement);
        if (context.User.HasClaim(AccessPolicies.RoleClaim, AccessPolicies.ClaimOf(requirement.Role)))
        {
            context.Succeed(requirement);
        }
        else if (keys.IsEmpty && context.User.Identity is not { IsAuthenticated: true })
        {
            if (accessor.HttpContext is { } http && OpenAccessRule.Refusal(http) is null) context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
