using System.Net.Sockets;
using SelfLearning.Silo.Configuration;
using SelfLearning.Silo.Health;

namespace SelfLearning.Silo.Hosting;

/// <summary>Says in one message why a silo could not start.</summary>
internal static class StartFailure
{
    private const string Doctor = "The command 'doctor --config FILE' of SelfLearning.Tool checks each server on its own.";

    /// <summary>The message where the host could not even be built.</summary>
    public static string Describe(Exception exception) =>
        FailureCause.InPlainWords(exception)
        // A file that is no JSON, with the line in the inner messages; everything else is a fault of code, which needs its trace.
        ?? (exception is InvalidDataException ? string.Join(" ", FailureCause.Chain(exception).Select(cause => cause.Message)) : exception.ToString());

    /// <summary>The message: what failed, in the words of who knows best, and the way out.</summary>
    /// <param name="exception">What ended the start.</param>
    /// <param name="phase">How far it had come.</param>
    /// <param name="configuration">What was configured.</param>
    public static string Describe(Exception exception, StartPhase phase, IConfiguration configuration)
    {
        if (FailureCause.InPlainWords(exception) is { } clear) return clear;
        if (FailureCause.Chain(exception).OfType<SocketException>().Any(socket =>
            socket.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable or SocketError.AccessDenied))
        {
            return PortFailure(exception, configuration);
        }

        var cause = FailureCause.Describe(exception);
        return phase switch
        {
            StartPhase.Clustering => $"The membership table (Orleans:Clustering:ProviderType is '{configuration["Orleans:Clustering:ProviderType"] ?? "Development"}') cannot be used: {cause} {Doctor}",
            StartPhase.Storage => $"The storage ({SiloDefaults.Storage}:ProviderType is '{configuration[$"{SiloDefaults.Storage}:ProviderType"]}') cannot be used: {cause} {Doctor}",
            StartPhase.Joining => $"The silo could not join the cluster '{configuration["Orleans:ClusterId"]}': {FailureCause.FirstParagraph(exception.Message)}. Every silo must reach the silo port of every "
                + "other one (Orleans:Endpoints:AdvertisedIPAddress and SiloPort); silos that died without a word are passed over after 15 s.",
            // Modules are code: what they throw needs its trace.
            _ => $"The silo could not start: {exception}",
        };
    }

    private static string PortFailure(Exception exception, IConfiguration configuration)
    {
        var addresses = string.Join(", ", HttpRule.Addresses(configuration).Select(address => $"{address.Key} '{address.Value}'"));
        return $"A port cannot be opened: {FailureCause.FirstParagraph(exception.Message)}. The silo listens at Orleans:Endpoints:SiloPort ({configuration["Orleans:Endpoints:SiloPort"] ?? "11111"}), "
            + $"Orleans:Endpoints:GatewayPort ({configuration["Orleans:Endpoints:GatewayPort"] ?? "30000"}) and {addresses}: is another silo running here? Give each its own ports.";
    }
}
