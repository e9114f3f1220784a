using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Web.Access;

namespace SelfLearning.Web.Dashboard.Access;

/// <summary>Who has signed in to the page with a key: an encrypted cookie that scripts cannot read and other sites cannot send.</summary>
internal static class PageCookie
{
    /// <summary>The authentication scheme.</summary>
    public const string Scheme = "SelfLearning.Page";

    private const string HashClaim = "selflearning:key";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Adds the scheme.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<ApiKeys>(Configure);
    }

    /// <summary>Whether a user has signed in with a key.</summary>
    public static bool IsSignedIn(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == HashClaim);

    /// <summary>The user that the cookie keeps: the hash of the key alone, so that what the key opens is always what is configured.</summary>
    public static ClaimsPrincipal Ticket(ApiKey key) => new(new ClaimsIdentity([new Claim(HashClaim, ApiKeyText.Format(key.Hash))], Scheme));

    private static void Configure(CookieAuthenticationOptions options, ApiKeys keys)
    {
        options.Cookie.Name = ".SelfLearning.Page";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = context =>
        {
            if (ApiKeyText.TryParse(context.Principal?.FindFirstValue(HashClaim), out var hash) && keys.Find(hash) is { } key)
                context.ReplacePrincipal(new ClaimsPrincipal([.. ApiKeyIdentity.Of(key, Scheme).Identities, .. Ticket(key).Identities]));
            else context.RejectPrincipal();
            return Task.CompletedTask;
        };
    }
}
