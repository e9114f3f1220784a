using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SelfLearning.Web.Tests.Hosting;

/// <summary>An authentication of a host's own: the header says who asks and in which role.</summary>
internal sealed class BelievingHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "Believing";
    public const string Header = "X-User";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header] is not [{ } text] || text.Split(':') is not [var name, var role]) return Task.FromResult(AuthenticateResult.NoResult());
        var user = new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(AccessPolicies.RoleClaim, role)], Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(user), Name)));
    }
}
