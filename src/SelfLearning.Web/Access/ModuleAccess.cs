using System.Security.Claims;

namespace SelfLearning.Web.Access;

/// <summary>Which modules a user may use.</summary>
internal static class ModuleAccess
{
    /// <summary>Whether a user may use a module: one that is bound to none may use all.</summary>
    public static bool IsAllowed(ClaimsPrincipal user, string module)
    {
        var bound = false;
        foreach (var claim in user.Claims)
        {
            if (claim.Type != AccessPolicies.ModuleClaim) continue;
            if (string.Equals(claim.Value, module, StringComparison.Ordinal)) return true;
            bound = true;
        }

        return !bound;
    }

    /// <summary>The modules a user is bound to, in ordinal order; <c>null</c> for one that may use all.</summary>
    public static IReadOnlyList<string>? BoundTo(ClaimsPrincipal user)
    {
        var claims = user.FindAll(AccessPolicies.ModuleClaim).Select(claim => claim.Value).ToArray();
        // A claim of the host's own that names no module binds too.
        return claims.Length == 0 ? null : [.. claims.Where(ModuleName.IsValid).Distinct().Order(StringComparer.Ordinal)];
    }
}
