using SelfLearning.Silo.Configuration;
using SelfLearning.Silo.Health;
using SelfLearning.Silo.Hosting;

namespace SelfLearning.Silo;

/// <summary>
/// The generic silo. An exe whose modules run in the silo is this one line, and a reference to the project:
/// <code>return await SiloApplication.RunAsync(args, silo => silo.AddModule&lt;MyModule&gt;("my-module", silo.Silo.Configuration.GetSection("Modules:my-module")));</code>
/// </summary>
public static class SiloApplication
{
    /// <summary>Runs the silo until SIGTERM or Ctrl+C.</summary>
    /// <param name="args">The command line: <c>--key=value</c> for any key of the configuration, and <c>--config=file</c> for a file of them.</param>
    /// <param name="configure">Adds modules and the services they need.</param>
    /// <returns>The exit code: 0 after an orderly stop, 1 when the silo could not start, with the reason on standard error.</returns>
    public static async Task<int> RunAsync(string[] args, Action<SelfLearningSiloBuilder>? configure = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        WebApplication? app = null;
        try
        {
            app = Build(CreateBuilder(args, configure));
            await app.StartAsync();
        }
        catch (Exception exception)
        {
            return await FailAsync(exception, app);
        }

        await using (app)
        {
            await Console.Out.WriteLineAsync(StartBlock.Text(app.Services, TimeProvider.System.GetElapsedTime(started)));
            await app.WaitForShutdownAsync();
        }

        return 0;
    }

    /// <summary>The silo's host, to add services and configuration to before <see cref="Build"/>.</summary>
    /// <inheritdoc cref="RunAsync"/>
    /// <returns>The host, on <c>appsettings.json</c>, the environment and the command line.</returns>
    /// <exception cref="SiloConfigurationException">A silo does not start on this configuration.</exception>
    public static WebApplicationBuilder CreateBuilder(string[] args, Action<SelfLearningSiloBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        SiloConfiguration.Complete(builder.Configuration, builder.Environment.ContentRootPath);
        SiloServices.RegisterDrivers();
        ConfigurationRules.Require(builder.Configuration);
        HttpServer.Configure(builder);
        SiloServices.Add(builder, configure);
        return builder;
    }

    /// <summary>Builds the host and maps the health of the silo. What is mapped later is answered only while the silo is ready.</summary>
    /// <param name="builder">What <see cref="CreateBuilder"/> has returned.</param>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var app = builder.Build();
        HttpServer.Map(app);
        return app;
    }

    private static async Task<int> FailAsync(Exception exception, WebApplication? app)
    {
        if (app is not null && app.Lifetime.ApplicationStopping.IsCancellationRequested && exception is OperationCanceledException)
            return 0;
        await Console.Error.WriteLineAsync(app is null
            ? StartFailure.Describe(exception)
            : StartFailure.Describe(exception, app.Services.GetRequiredService<SiloHealth>().Phase, app.Configuration));
        return 1;
    }
}
