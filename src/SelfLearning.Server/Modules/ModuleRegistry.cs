using System.Collections.Frozen;

namespace SelfLearning.Server;

/// <summary>The modules whose code this silo has.</summary>
internal sealed class ModuleRegistry(IEnumerable<ModuleRegistration> registrations, IServiceProvider services)
{
    private readonly FrozenDictionary<string, IModuleRunner> _runners = Create(registrations, services);

    /// <summary>All of them.</summary>
    public IEnumerable<IModuleRunner> All => _runners.Values;

    /// <summary>The module called <paramref name="name"/>, or <c>null</c> when this silo does not have it.</summary>
    public IModuleRunner? Find(string name) => _runners.GetValueOrDefault(name);

    private static FrozenDictionary<string, IModuleRunner> Create(IEnumerable<ModuleRegistration> registrations, IServiceProvider services)
    {
        var runners = new Dictionary<string, IModuleRunner>(StringComparer.Ordinal);
        foreach (var registration in registrations)
        {
            if (!runners.TryAdd(registration.Name, registration.Create(services)))
                throw new ModuleConfigurationException($"Module '{registration.Name}' is added twice: give one of them another name.") { Module = registration.Name };
        }

        return runners.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
