using System.Net.Sockets;
using SelfLearning.Silo.Configuration;
using SelfLearning.Silo.Health;
using SelfLearning.Storage.Sqlite;

namespace SelfLearning.Silo.Hosting;

/// <summary>Says in one message why a silo could not start.</summary>
internal static class StartFailure
{
    private const string Doctor = "The command 'doctor --config FILE' of SelfLearning.Tool checks each server on its own.";

    /// <summary>The message where the host could not even be built.</summary>
    public static string Describe(Exception exception)
    {
        if (Causes(exception).FirstOrDefault(IsWrittenForPeople) is { } clear) return clear.Message;
        // A file that is no JSON, with the line in the inner messages; everything else is a fault of code, which needs its trace.
        return exception is InvalidDataException ? string.Join(" ", Causes(exception).Select(cause => cause.Message)) : exception.ToString();
    }

    /// <summary>The message: what failed, in the words of who knows best, and the way out.</summary>
    /// <param name="exception">What ended the start.</param>
    /// <param name="phase">How far it had come.</param>
    /// <param name="configuration">What was configured.</param>
    public static string Describe(Exception exception, StartPhase phase, IConfiguration configuration)
    {
        var causes = Causes(exception).ToList();
        if (causes.Find(IsWrittenForPeople) is { } clear) return clear.Message;
        if (causes.OfType<SocketException>().Any(socket => socket.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable or SocketError.AccessDenied))
            return PortFailure(causes, configuration);
        var cause = causes.OfType<OperationCanceledException>().Count() == causes.Count ? "it has not answered in time" : FirstParagraph(causes[^1].Message);
        return phase switch
        {
            StartPhase.Clustering => $"The membership table (Orleans:Clustering:ProviderType is '{configuration["Orleans:Clustering:ProviderType"] ?? "Development"}') cannot be used: {cause}. {Hint(cause)}",
            StartPhase.Storage => $"The storage ({SiloDefaults.Storage}:ProviderType is '{configuration[$"{SiloDefaults.Storage}:ProviderType"]}') cannot be used: {cause}. {Hint(cause)}",
            StartPhase.Joining => $"The silo could not join the cluster '{configuration["Orleans:ClusterId"]}': {cause}. Every silo must reach the silo port of every other one (Orleans:Endpoints:AdvertisedIPAddress "
                + "and SiloPort); rows of silos that are gone for good are passed over after 15 s.",
            _ => $"The silo could not start: {cause}.",
        };
    }

    private static string Hint(string cause) => cause.Contains("relation \"", StringComparison.Ordinal) || cause.Contains("orleansquery", StringComparison.OrdinalIgnoreCase)
        ? "The tables are missing: run deploy/postgresql/schema.sql on the database once."
        : $"Start the server, or correct its connection. {Doctor}";

    private static string PortFailure(List<Exception> causes, IConfiguration configuration)
    {
        var addresses = string.Join(", ", HttpRule.Addresses(configuration).Select(address => $"{address.Key} '{address.Value}'"));
        return $"A port cannot be opened: {FirstParagraph(causes[0].Message)}. The silo listens at Orleans:Endpoints:SiloPort ({configuration["Orleans:Endpoints:SiloPort"] ?? "11111"}), "
            + $"Orleans:Endpoints:GatewayPort ({configuration["Orleans:Endpoints:GatewayPort"] ?? "30000"}), {addresses}"
            + (configuration[HttpRule.HealthUrl] is { Length: > 0 } health ? $" and {HttpRule.HealthUrl} '{health}'" : "")
            + ": is another silo running here? Give each its own ports.";
    }

    // Azure adds the headers of the answer.
    private static string FirstParagraph(string message) =>
        string.Join(' ', message.ReplaceLineEndings("\n").Split("\n\n")[0].Split('\n', StringSplitOptions.TrimEntries)).TrimEnd('.');

    private static bool IsWrittenForPeople(Exception exception) =>
        exception is SiloConfigurationException or SelfLearningException or OrleansConfigurationException or SqliteGrainStorageException;

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        yield return exception;
        var inner = exception is AggregateException { InnerExceptions: var all } ? all : exception.InnerException is { } one ? [one] : Enumerable.Empty<Exception>();
        foreach (var cause in inner.SelectMany(Causes)) yield return cause;
    }
}
