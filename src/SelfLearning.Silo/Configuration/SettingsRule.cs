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
            .Concat(MemberFaults<ClusterMembershipOptions>(configuration.GetSection("Orleans:ClusterMembership")))
            .Concat(MemberFaults<SiloMessagingOptions>(configuration.GetSection("Orleans:Messaging")));

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

    // Member by member, so that every fault is told and not the first alone.
    private static IEnumerable<string> MemberFaults<TOptions>(IConfigurationSection section)
    {
        var members = typeof(TOptions).GetProperties().Where(property => property.CanWrite).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var fault in UnknownMembers(section, [.. members.Keys])) yield return fault;
        foreach (var child in section.GetChildren())
        {
            if (!members.TryGetValue(child.Key, out var member) || CanRead(child, member.PropertyType)) continue;
            yield return $"{child.Path} is '{child.Value}', which is no {(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType).Name}"
                + (member.PropertyType == typeof(TimeSpan) ? ": a time is written as 00:00:02." : ".");
        }
    }

    private static bool CanRead(IConfigurationSection section, Type type)
    {
        try
        {
            section.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
