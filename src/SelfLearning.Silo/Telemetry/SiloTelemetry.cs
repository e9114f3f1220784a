using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Configuration;
using Orleans.Diagnostics;

namespace SelfLearning.Silo.Telemetry;

/// <summary>Sends traces, metrics and logs to the server that the standard variables of OpenTelemetry name. Without one nothing of this is there.</summary>
internal static class SiloTelemetry
{
    /// <summary>The key that lets spans name contexts.</summary>
    public const string TraceContexts = $"{SelfLearningSiloOptions.Section}:TraceContexts";

    private const string Own = "SelfLearning";
    private const string AzureSwitch = "Azure.Experimental.EnableActivitySource";

    // Asked once a second by whoever watches over the silo or looks at its dashboard.
    private static readonly string[] Unwatched = ["/health", "/orleans"];

    /// <summary>Adds what is configured to the host.</summary>
    public static void Add(IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (!OtlpSignal.All.Any(signal => signal.IsWanted(configuration))) return;
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(Describe);
        builder.Services.AddHostedService<LastSend>();
        if (OtlpSignal.Traces.IsWanted(configuration)) AddTraces(telemetry, configuration);
        if (OtlpSignal.Metrics.IsWanted(configuration)) AddMetrics(telemetry, configuration);
        if (OtlpSignal.Logs.IsWanted(configuration)) AddLogs(telemetry, configuration);
    }

    /// <summary>Lets traces cross from one grain to the next. Only where they are sent: it costs every call.</summary>
    public static void AddTo(ISiloBuilder silo)
    {
        // Which Orleans then adds by itself.
        var isAdded = silo.Configuration.GetValue<bool>("Orleans:EnableDistributedTracing");
        if (OtlpSignal.Traces.IsWanted(silo.Configuration) && !isAdded) silo.AddActivityPropagation();
    }

    // What the variables OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say comes last, and so holds.
    private static void Describe(ResourceBuilder resource) => resource
        .AddDetector(services => new SiloResource(services.GetRequiredService<IOptions<SiloOptions>>()))
        .AddEnvironmentVariableDetector();

    private static void AddTraces(OpenTelemetryBuilder telemetry, IConfiguration configuration)
    {
        AppContext.SetSwitch(AzureSwitch, true);
        var showsContexts = configuration.GetValue<bool>(TraceContexts);
        telemetry.WithTracing(traces => traces
            .AddSource(Own, ActivitySources.ApplicationGrainActivitySourceName, ActivitySources.RuntimeActivitySourceName, ActivitySources.StorageActivitySourceName, "Azure.*", "Npgsql")
            .AddAspNetCoreInstrumentation(http => http.Filter = context => !Unwatched.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)))
            .AddProcessor(_ => new SpanFilter(showsContexts))
            .AddOtlpExporter(options => OtlpSignal.Traces.Configure(options, configuration)));
    }

    private static void AddMetrics(OpenTelemetryBuilder telemetry, IConfiguration configuration) => telemetry.WithMetrics(metrics => metrics
        .AddMeter(Own, "Microsoft.Orleans", "System.Runtime", "Npgsql")
        .AddAspNetCoreInstrumentation()
        .AddOtlpExporter((options, _) => OtlpSignal.Metrics.Configure(options, configuration)));

    private static void AddLogs(OpenTelemetryBuilder telemetry, IConfiguration configuration) => telemetry.WithLogging(
        logs => logs.AddOtlpExporter(options => OtlpSignal.Logs.Configure(options, configuration)), options => options.IncludeFormattedMessage = true);
}
