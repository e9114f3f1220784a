using System.Globalization;
using Orleans.Configuration;

namespace SelfLearning.Silo.Configuration;

/// <summary>Settings are spelt right, and their values can be read: a misspelt one would be passed over without a word.</summary>
internal static class SettingsRule
{
    private static readonly string[] Own =
        [.. typeof(SelfLearningSiloOptions).GetProperties().Select(property => property.Name), HttpRule.HealthUrl.Split(':')[^1]];

    private static readonly string[] OfOrleans =
    [
        "ClusterId", "ServiceId", "Name", "Endpoints", "Messaging", "ClusterMembership", "EnableDistributedTracing", "Gateway",
        "Clustering", "Reminders", "GrainStorage", "GrainDirectory", "BroadcastChannel", "Streaming", "Journaling",
    ];

    private static readonly string[] OfEndpoints = [.. typeof(EndpointOptions).GetProperties().Select(property => property.Name)];

    public static IEnumerable<string> Faults(IConfiguration configuration) =>
        UnknownMembers(configuration.GetSection(SelfLearningSiloOptions.Section), Own)
            .Concat(PayloadLimitFaults(configuration))
            .Concat(UnknownMembers(configuration.GetSection("Orleans"), OfOrleans))
            .Concat(UnknownMembers(configuration.GetSection("Orleans:Endpoints"), OfEndpoints))
            .Concat(BindingFaults<ClusterMembershipOptions>(configuration.GetSection("Orleans:ClusterMembership")))
            .Concat(BindingFaults<SiloMessagingOptions>(configuration.GetSection("Orleans:Messaging")));

    private static IEnumerable<string> UnknownMembers(IConfigurationSection section, string[] known) =>
        from child in section.GetChildren()
        where !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
        select $"{child.Path} is not known: the members of {section.Path} are {string.Join(", ", known)}.";

    private static IEnumerable<string> PayloadLimitFaults(IConfiguration configuration)
    {
        const string Key = $"{SelfLearningSiloOptions.Section}:{nameof(SelfLearningSiloOptions.PayloadLimit)}";
        if (configuration[Key] is { } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1))
            yield return $"{Key} is '{text}': it is a whole number of bytes from 1 to {int.MaxValue}.";
    }

    private static IEnumerable<string> BindingFaults<TOptions>(IConfigurationSection section)
        where TOptions : new()
    {
        if (!section.Exists()) return [];
        try
        {
            section.Bind(new TOptions(), binder => binder.ErrorOnUnknownConfiguration = true);
            return [];
        }
        catch (InvalidOperationException exception)
        {
            return [$"{section.Path} cannot be read: {exception.Message} Its members are the properties of {typeof(TOptions).FullName}; a time is written as 00:00:02."];
        }
    }
}
