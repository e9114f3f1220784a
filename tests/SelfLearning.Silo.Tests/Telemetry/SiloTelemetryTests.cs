using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace SelfLearning.Silo.Tests.Telemetry;

/// <summary>What the variables of OpenTelemetry switch on in a silo, and that without them nothing is there.</summary>
public sealed class SiloTelemetryTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1|OTEL_SDK_DISABLED=true", "")]
    [InlineData("OTEL_SERVICE_NAME=songs|OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", "traces metrics logs calls")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:1/v1/traces", "traces calls")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://127.0.0.1:1/v1/metrics", "metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1|OTEL_TRACES_EXPORTER=none", "metrics logs")]
    public void Only_what_has_somebody_to_send_it_to_is_there(string settings, string expected)
    {
        var builder = SiloApplication.CreateBuilder([.. settings.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(setting => $"--{setting}")]);
        using var services = builder.Services.BuildServiceProvider();

        var found = new List<string>();
        if (services.GetService<TracerProvider>() is not null) found.Add("traces");
        if (services.GetService<MeterProvider>() is not null) found.Add("metrics");
        if (services.GetServices<ILoggerProvider>().Any(provider => provider is OpenTelemetryLoggerProvider)) found.Add("logs");
        // Every call between grains pays for these.
        if (services.GetServices<IOutgoingGrainCallFilter>().Any()) found.Add("calls");
        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public void Traces_that_orleans_lets_cross_by_its_own_setting_do_so_once()
    {
        var builder = SiloApplication.CreateBuilder(["--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", "--Orleans:EnableDistributedTracing=true"]);
        using var services = builder.Services.BuildServiceProvider();

        Assert.Single(services.GetServices<IOutgoingGrainCallFilter>());
    }
}
