using SelfLearning.Silo.Telemetry;

namespace SelfLearning.Silo.Configuration;

/// <summary>Where telemetry is sent can be read: the exporter would pass over what it cannot read, and send to nobody.</summary>
internal static class TelemetryRule
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps];
    private static readonly string[] Protocols = ["grpc", "http/protobuf"];

    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        foreach (var key in OtlpSignal.KeysOf("ENDPOINT"))
        {
            if (configuration[key] is { Length: > 0 } text && !(Uri.TryCreate(text, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme)))
                yield return $"{key} is '{text}', which is no address to send telemetry to: write it as http://127.0.0.1:4317, or remove it to send nothing.";
        }

        foreach (var key in OtlpSignal.KeysOf("PROTOCOL"))
        {
            if (configuration[key] is { Length: > 0 } text && !Protocols.Contains(text))
                yield return $"{key} is '{text}': the protocols are {string.Join(" (port 4317 of most collectors) and ", Protocols)} (4318).";
        }
    }
}
