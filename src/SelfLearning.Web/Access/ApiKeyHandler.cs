using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SelfLearning.Web.Dashboard.Access;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Access;

/// <summary>Knows callers of the API by the key in <c>Authorization: Bearer</c> or <c>X-Api-Key</c>, and viewers of the page as <see cref="PageAccess"/> does.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string Bearer = "Bearer ";
    private const string KeyHeader = "X-Api-Key";

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (PageAccess.IsPage(Context)) return PageAccess.AuthenticateAsync(Context, Scheme.Name);
        if (Presented() is not { } text) return PageAccess.IsForViewers(Context) ? Context.AuthenticateAsync(PageCookie.Scheme) : Task.FromResult(AuthenticateResult.NoResult());
        // A bearer token may be another scheme's; what begins like a key is one.
        if (keys.Find(text) is not { } key) return Task.FromResult(AuthenticateResult.Fail("The API key is not known."));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(ApiKeyIdentity.Of(key, Scheme.Name), Scheme.Name)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (PageAccess.IsPage(Context)) return PageAccess.ChallengeAsync(Context, keys);
        Response.Headers.WWWAuthenticate = "Bearer";
        var why = keys.IsEmpty
            ? $"No API key is configured, and {OpenAccessRule.Refusal(Context) ?? "the request is refused"}: only requests from this machine are served without one. Configure {ApiKeys.Section}."
            : $"Send an API key as 'Authorization: Bearer {ApiKeyText.Prefix}...' or in {KeyHeader}.";
        return ProblemWriter.WriteAsync(Context, new RequestProblem(401, ProblemKind.Unauthenticated, why));
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (PageAccess.IsPage(Context)) return PageAccess.ForbidAsync(Context);
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<AccessRequirement>() is { } requirement ? AccessPolicies.ClaimOf(requirement.Role) : "another role";
        return ProblemWriter.WriteAsync(Context, new RequestProblem(403, ProblemKind.Forbidden, $"The caller's key lacks the role {needed}."));
    }

    private string? Presented()
    {
        if (Request.Headers[KeyHeader] is [{ Length: > 0 } key]) return key;
        return Request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && header.AsSpan(Bearer.Length).Trim() is var token && token.StartsWith(ApiKeyText.Prefix)
            ? token.ToString()
            : null;
    }
}
