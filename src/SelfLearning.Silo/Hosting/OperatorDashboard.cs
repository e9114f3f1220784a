using Orleans.Dashboard;
using SelfLearning.Web;
using SelfLearning.Web.Access;
using SelfLearning.Web.Dashboard.Access;
using SelfLearning.Web.Problems;

namespace SelfLearning.Silo.Hosting;

/// <summary>
/// The dashboard of Orleans, for operators of all modules: it shows silos, grains and what their methods cost, and asks nobody who he is by itself.
/// Off unless asked for: it measures every call between grains, whether or not somebody looks, and that costs more than the call.
/// </summary>
internal static class OperatorDashboard
{
    /// <summary>The key that switches it on.</summary>
    public const string Key = $"{SelfLearningSiloOptions.Section}:OrleansDashboard";

    private const string Path = "/orleans";

    // Whatever its page or a library in it comes to ask for: a browser asks this host only.
    private const string OwnHostOnly =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static void AddTo(ISiloBuilder silo)
    {
        // Its stream of logs would show everybody's to whoever looks, and hold the stop of the silo for as long as somebody does.
        if (IsOn(silo.Configuration)) silo.AddDashboard(dashboard => dashboard.HideTrace = true);
    }

    public static void Map(WebApplication app)
    {
        if (!IsOn(app.Configuration)) return;
        app.MapOrleansDashboard(Path)
            .ExcludeFromDescription()
            .RequireAuthorization(AccessPolicies.Operator)
            .WithMetadata(new AccessRequirement(AccessRole.Operator), new ForViewers())
            .AddEndpointFilter<ProblemFilter>()
            .AddEndpointFilter(GuardAsync);
    }

    private static bool IsOn(IConfiguration configuration) => configuration.GetValue(Key, false);

    private static ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        // It shows the grains of every module.
        if (http.User.HasClaim(claim => claim.Type == AccessPolicies.ModuleClaim))
            throw new RequestProblem(403, ProblemKind.Forbidden, "The caller is bound to modules, and the dashboard shows all: take a key without Modules.");
        var headers = http.Response.Headers;
        (headers.ContentSecurityPolicy, headers.XContentTypeOptions, headers["Referrer-Policy"]) = (OwnHostOnly, "nosniff", "no-referrer");
        return next(context);
    }
}
