using SelfLearning.Contracts;

namespace SelfLearning.Silo.Configuration;

/// <summary>Every provider that is configured is there, and the storage of the product is one of them.</summary>
internal static class ProviderRule
{
    private static readonly string[] SingleKinds = ["Clustering", "Reminders"];
    private static readonly string[] NamedKinds = ["GrainStorage", "GrainDirectory", "BroadcastChannel", "Streaming", "Journaling"];

    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var orleans = configuration.GetSection("Orleans");
        var single = SingleKinds.Select(kind => (Kind: kind, Section: orleans.GetSection(kind))).Where(provider => provider.Section.Exists());
        var named = NamedKinds.SelectMany(kind => orleans.GetSection(kind).GetChildren().Select(section => (Kind: kind, Section: section)));
        return single.Concat(named).Select(provider => FaultOf(provider.Kind, provider.Section)).OfType<string>()
            .Concat(StorageFaults(configuration));
    }

    private static string? FaultOf(string kind, IConfigurationSection section)
    {
        var known = KnownProviders.Of(kind);
        var type = section["ProviderType"];
        if (type is not null && known.Contains(type)) return null;
        var list = known.Count > 0
            ? $"the providers of {kind} here are {string.Join(", ", known)} (capitals matter)"
            : $"no package with providers of {kind} is referenced";
        return string.IsNullOrEmpty(type)
            ? $"{section.Path} has no ProviderType: set {section.Path}:ProviderType, or remove the section; {list}."
            : $"{section.Path}:ProviderType is '{type}', which is not known: {list}.";
    }

    // Names of keys are compared without case, names of storages with it.
    private static IEnumerable<string> StorageFaults(IConfiguration configuration)
    {
        var storages = configuration.GetSection("Orleans:GrainStorage").GetChildren().Select(section => section.Key).ToList();
        if (storages.Contains(GrainNames.Storage)) yield break;
        var misspelt = storages.Find(name => name.Equals(GrainNames.Storage, StringComparison.OrdinalIgnoreCase));
        yield return misspelt is null
            ? $"{SiloDefaults.Storage} is missing: there everything is kept that is learned. Set {SiloDefaults.Storage}:ProviderType to one of "
                + $"{string.Join(", ", KnownProviders.Of("GrainStorage"))}."
            : $"Orleans:GrainStorage:{misspelt} is spelt otherwise than {GrainNames.Storage}, and the names of storages differ by capitals: write {SiloDefaults.Storage}.";
    }
}
