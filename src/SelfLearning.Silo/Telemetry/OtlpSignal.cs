using OpenTelemetry.Exporter;

namespace SelfLearning.Silo.Telemetry;

/// <summary>One kind of telemetry, and what the standard variables say of sending it.</summary>
/// <param name="Name">Its name in the variables.</param>
internal sealed record OtlpSignal(string Name)
{
    /// <summary>Switches everything off.</summary>
    public const string Disabled = "OTEL_SDK_DISABLED";

    private const string Common = "OTEL_EXPORTER_OTLP_";
    private const string Endpoint = "ENDPOINT";

    public static readonly OtlpSignal Traces = new("TRACES");
    public static readonly OtlpSignal Metrics = new("METRICS");
    public static readonly OtlpSignal Logs = new("LOGS");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<OtlpSignal> All { get; } = [Traces, Metrics, Logs];

    /// <summary>The variables that name a server, and how it is spoken to.</summary>
    public static IEnumerable<string> KeysOf(string member) => All.Select(signal => signal.Own + member).Prepend(Common + member);

    private string Own => $"{Common}{Name}_";

    /// <summary>Whether it is sent: a server is named, and nothing switches it off.</summary>
    public bool IsWanted(IConfiguration configuration) =>
        !"true".Equals(configuration[Disabled], StringComparison.OrdinalIgnoreCase)
        && !"none".Equals(configuration[$"OTEL_{Name}_EXPORTER"], StringComparison.OrdinalIgnoreCase)
        && (configuration[Common + Endpoint] is { Length: > 0 } || configuration[Own + Endpoint] is { Length: > 0 });

    /// <summary>Reads the variables of this signal alone; those for all are read by the exporter.</summary>
    public void Configure(OtlpExporterOptions options, IConfiguration configuration)
    {
        if (configuration[Own + "PROTOCOL"] is { Length: > 0 } protocol) options.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        // Taken as it is, while the signal's path is added to the common one.
        if (configuration[Own + Endpoint] is { Length: > 0 } endpoint) options.Endpoint = new Uri(endpoint);
        if (configuration[Own + "HEADERS"] is { Length: > 0 } headers) options.Headers = headers;
        if (int.TryParse(configuration[Own + "TIMEOUT"], out var milliseconds)) options.TimeoutMilliseconds = milliseconds;
    }
}
