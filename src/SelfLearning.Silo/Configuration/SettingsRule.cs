using System.Globalization;
using Orleans.Configuration;
using SelfLearning.Silo.Hosting;
using SelfLearning.Silo.Telemetry;
using SelfLearning.Web;
using SelfLearning.Web.Access;

namespace SelfLearning.Silo.Configuration;

/// <summary>Settings are spelt right, and their values can be read: a misspelt one would be passed over without a word.</summary>
internal static class SettingsRule
{
    private static readonly string[] Own =
    [
        .. typeof(SelfLearningSiloOptions).GetProperties().Select(property => property.Name),
        .. new[] { HttpRule.HealthUrl, ApiKeys.Section, SelfLearningWebOptions.Section, OperatorDashboard.Key, SiloTelemetry.TraceContexts }.Select(key => key.Split(':')[^1]),
    ];

    private static readonly string[] OfOrleans =
    [
        "ClusterId", "ServiceId", "Name", "Endpoints", "Messaging", "ClusterMembership", "EnableDistributedTracing", "Gateway",
        "Clustering", "Reminders", "GrainStorage", "GrainDirectory", "BroadcastChannel", "Streaming", "Journaling",
    ];

    private static readonly string[] OfEndpoints = [.. typeof(EndpointOptions).GetProperties().Select(property => property.Name)];

    // With a member to begin with. The section of API keys has a rule of its own.
    private static readonly (string Key, string Member)[] Sections =
    [
        ($"{SelfLearningSiloOptions.Section}:{nameof(SelfLearningSiloOptions.OlderSigningKeys)}", "0"),
        (SelfLearningWebOptions.Section, nameof(SelfLearningWebOptions.RequestsPerSecond)),
        ("Orleans:Endpoints", nameof(EndpointOptions.AdvertisedIPAddress)),
        ("Orleans:ClusterMembership", nameof(ClusterMembershipOptions.ProbeTimeout)),
        ("Orleans:Messaging", nameof(SiloMessagingOptions.ResponseTimeout)),
        ("Orleans:Clustering", "ProviderType"),
        ("Orleans:GrainStorage", "SelfLearning:ProviderType"),
        (SiloDefaults.Storage, "ProviderType"),
    ];

    public static IEnumerable<string> Faults(IConfiguration configuration) =>
        UnknownMembers(configuration.GetSection(SelfLearningSiloOptions.Section), Own)
            .Concat(TextFaults(configuration))
            .Concat(LimitFaults(configuration))
            .Concat(SwitchFaults(configuration))
            .Concat(UnknownMembers(configuration.GetSection("Orleans"), OfOrleans))
            .Concat(UnknownMembers(configuration.GetSection("Orleans:Endpoints"), OfEndpoints))
            .Concat(MemberFaults<ClusterMembershipOptions>(configuration.GetSection("Orleans:ClusterMembership")))
            .Concat(MemberFaults<SiloMessagingOptions>(configuration.GetSection("Orleans:Messaging")));

    private static IEnumerable<string> UnknownMembers(IConfigurationSection section, string[] known) =>
        from child in section.GetChildren()
        where !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
        select $"{child.Path} is not known: the members of {section.Path} are {string.Join(", ", known)}.";

    // Who reads a section reads what is below it, and would pass its text over. It may be a secret, so it is not shown.
    private static IEnumerable<string> TextFaults(IConfiguration configuration) =>
        from section in Sections
        where configuration[section.Key] is { Length: > 0 }
        select $"{section.Key} is a text, which is passed over: its values are below it, as {section.Key}:{section.Member}.";

    private static IEnumerable<string> LimitFaults(IConfiguration configuration) =>
        from limit in ((string, string)[])
        [
            (nameof(SelfLearningSiloOptions.PayloadLimit), "bytes"),
            (nameof(SelfLearningSiloOptions.MaximumCalls), "calls"),
            (nameof(SelfLearningSiloOptions.MaximumCallsPerContext), "calls"),
            (nameof(SelfLearningSiloOptions.MaximumWaitingFeedback), "feedbacks"),
        ]
        let key = $"{SelfLearningSiloOptions.Section}:{limit.Item1}"
        let text = configuration[key]
        where text is not null && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
        select $"{key} is '{text}': it is a whole number of {limit.Item2} from 1 to {int.MaxValue}.";

    private static IEnumerable<string> SwitchFaults(IConfiguration configuration) =>
        from key in (string[])[OperatorDashboard.Key, SiloTelemetry.TraceContexts, $"{SelfLearningSiloOptions.Section}:{nameof(SelfLearningSiloOptions.EvaluationComments)}"]
        let text = configuration[key]
        where text is not null && !bool.TryParse(text, out _)
        select $"{key} is '{text}': it is true or false.";

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
