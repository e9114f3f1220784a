using SelfLearning.Learning;

namespace SelfLearning.Silo.Configuration;

/// <summary>The silos of a cluster share a key, and every key that is given can be used.</summary>
internal static class SigningKeyRule
{
    /// <summary>What it is about.</summary>
    public const string Name = "signing key";

    /// <summary>The key of the configuration.</summary>
    public const string Key = $"{SelfLearningSiloOptions.Section}:{nameof(SelfLearningSiloOptions.SigningKey)}";

    /// <summary>The keys that are still taken.</summary>
    public const string OlderKeys = $"{SelfLearningSiloOptions.Section}:{nameof(SelfLearningSiloOptions.OlderSigningKeys)}";
    private const string Make = "base64 of 32 random bytes (for example from 'openssl rand -base64 32')";

    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var current = configuration[Key];
        var older = configuration.GetSection(OlderKeys).GetChildren().Select(key => key.Value ?? "").ToList();
        if (!string.IsNullOrWhiteSpace(current))
        {
            if (ParseFault(current, older) is { } fault) yield return $"{Key} and {OlderKeys} cannot be used. {fault}";
        }
        else if (SiloDefaults.IsCluster(configuration))
        {
            yield return $"{Key} is missing in a cluster (Orleans:Clustering:ProviderType is '{configuration["Orleans:Clustering:ProviderType"]}'): the silos sign the ids of "
                + $"results with it, and a silo with another key takes no feedback for them. Set it to {Make}, the same on every silo.";
        }
        else if (older.Count > 0)
        {
            yield return $"{OlderKeys} is set without {Key}: set the current key too, {Make}.";
        }
    }

    private static string? ParseFault(string current, List<string> older)
    {
        try
        {
            SigningKeys.Parse(current, older);
            return null;
        }
        catch (ModuleConfigurationException exception)
        {
            return exception.Message;
        }
    }
}
