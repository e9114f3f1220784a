using SelfLearning.Silo.Configuration;
using SelfLearning.Silo.Health;
using SelfLearning.Silo.Hosting;

namespace SelfLearning.Silo;

/// <summary>
/// The generic silo. An exe whose modules run in the silo is <c>return await SiloApplication.RunAsync(args, silo => silo.AddModule&lt;MyModule&gt;("name"));</c>
/// </summary>
public static class SiloApplication
{
    /// <summary>Runs the silo until SIGTERM or Ctrl+C.</summary>
    /// <param name="args">The command line: <c>--key=value</c> for any configuration key.</param>
    /// <param name="configure">Adds modules and their services; <c>silo.Silo.Configuration</c> is what they are configured from.</param>
    /// <returns>The exit code: 0 after an orderly stop, 1 when the silo could not start, with the reason on standard error.</returns>
    public static async Task<int> RunAsync(string[] args, Action<SelfLearningSiloBuilder>? configure = null)
    {
        await using var app = Build(CreateBuilder(args, configure));
        await app.RunAsync();
        return 0;
    }

    /// <summary>The silo's host, to add services of one's own to before <see cref="Build"/>.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static WebApplicationBuilder CreateBuilder(string[] args, Action<SelfLearningSiloBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        SiloConfiguration.Complete(builder.Configuration, builder.Environment.ContentRootPath);
        SiloServices.Add(builder, configure);
        return builder;
    }

    /// <summary>Builds the host and maps what the silo serves.</summary>
    /// <param name="builder">What <see cref="CreateBuilder"/> returned.</param>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var app = builder.Build();
        HealthEndpoints.Map(app);
        return app;
    }
}
