using SelfLearning.Silo.Configuration;
using SelfLearning.Silo.Health;
using SelfLearning.Web;
using SelfLearning.Web.Problems;

namespace SelfLearning.Silo.Hosting;

/// <summary>What the silo serves over HTTP, and where.</summary>
internal static class HttpServer
{
    private const string HealthPath = "/health";

    /// <summary>Adds the address for probes to the others.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration[HttpRule.HealthUrl] is not { Length: > 0 } health) return;
        var (key, value) = configuration.GetSection(HttpRule.Endpoints).GetChildren().Any()
            ? ($"{HttpRule.Endpoints}:{HttpRule.HealthEndpoint}:Url", health)
            : ("Urls", string.Join(';', HttpRule.Addresses(configuration).Select(address => address.Value).Append(health)));
        configuration.AddInMemoryCollection([new(key, value)]);
    }

    /// <summary>Maps the health of the silo, the API and the page; all but health is answered only by a silo that is ready, and not on the address for probes.</summary>
    public static void Map(WebApplication app)
    {
        var health = app.Services.GetRequiredService<SiloHealth>();
        var probePort = ProbePort(app.Configuration);
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments(HealthPath, StringComparison.Ordinal)) return next(context);
            if (context.Connection.LocalPort == probePort) return Answer(context, StatusCodes.Status404NotFound, "only /health/live and /health/ready are served here");
            return health.NotReadyBecause is { } reason
                ? ProblemWriter.WriteAsync(context, new RequestProblem(StatusCodes.Status503ServiceUnavailable, ProblemKind.Unavailable, $"This silo is not ready: {reason}."))
                : next(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapSelfLearningApi();
        app.MapSelfLearningDashboard();
        OperatorDashboard.Map(app);
        app.MapGet($"{HealthPath}/live", () => "live");
        app.MapGet($"{HealthPath}/ready", context => health.NotReadyBecause is { } reason
            ? Answer(context, StatusCodes.Status503ServiceUnavailable, $"not ready: {reason}")
            : Answer(context, StatusCodes.Status200OK, "ready"));
    }

    /// <summary>The port that serves health alone; <c>null</c> for none.</summary>
    public static int? ProbePort(IConfiguration configuration) => configuration[HttpRule.HealthUrl] is { Length: > 0 } url ? BindingAddress.Parse(url).Port : null;

    private static Task Answer(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(text);
    }
}
