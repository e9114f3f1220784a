using System.Security.Claims;

namespace SelfLearning.Web.Access;

/// <summary>The holder of a key as a user.</summary>
internal static class ApiKeyIdentity
{
    /// <summary>The user of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="scheme">The authentication scheme by which it was presented.</param>
    public static ClaimsPrincipal Of(ApiKey key, string scheme)
    {
        var claims = key.Roles.Select(role => new Claim(AccessPolicies.RoleClaim, AccessPolicies.ClaimOf(role)))
            .Concat(key.Modules.Select(module => new Claim(AccessPolicies.ModuleClaim, module)))
            .Prepend(new Claim(ClaimTypes.Name, key.Name));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, ClaimTypes.Name, AccessPolicies.RoleClaim));
    }
}
