namespace SelfLearning.Silo.Health;

/// <summary>What orchestrators ask: <c>/health/live</c> and <c>/health/ready</c>.</summary>
internal static class HealthEndpoints
{
    public static void Map(WebApplication app)
    {
        var health = app.Services.GetRequiredService<SiloHealth>();
        app.MapGet("/health/live", () => TypedResults.Text("live"));
        app.MapGet("/health/ready", () => health.NotReadyBecause is { } reason
            ? TypedResults.Text($"not ready: {reason}", statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Text("ready"));
    }
}
