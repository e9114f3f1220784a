using System.Collections.Concurrent;

namespace SelfLearning.Hosting;

/// <summary>The modules this host runs.</summary>
internal sealed class HostModules
{
    private readonly ConcurrentDictionary<string, HostModule> _modules = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ValuesModule> _byValues = new(StringComparer.Ordinal);

    /// <summary>Takes what <c>AddModule</c> has added.</summary>
    /// <exception cref="ModuleConfigurationException">A module was added twice.</exception>
    public HostModules(IEnumerable<HostModule> added)
    {
        Added = [.. added];
        foreach (var module in Added)
        {
            if (!_modules.TryAdd(module.Name, module))
            {
                throw new ModuleConfigurationException(
                    $"Module '{module.Name}' is added twice to the self-learning client: call AddModule once for each module.")
                { Module = module.Name };
            }
        }
    }

    /// <summary>What <c>AddModule</c> has added.</summary>
    public IReadOnlyList<HostModule> Added { get; }

    /// <summary>All that were added or used.</summary>
    public IEnumerable<HostModule> All => _modules.Values.Concat(_byValues.Values);

    /// <summary>The module with its record. One that was not added has the record's defaults and is registered by others.</summary>
    /// <exception cref="ModuleConfigurationException">The record is not valid, or the module was added or used with another record.</exception>
    public HostModule<TConfig> Get<TConfig>(string name)
        where TConfig : ModuleConfig
    {
        var module = _modules.GetOrAdd(name, static n => new HostModule<TConfig>(n, section: null, revision: null));
        return module as HostModule<TConfig> ?? throw new ModuleConfigurationException(
            $"Module '{name}' is used with the record {typeof(TConfig).Name} and has the record {module.GetType().GenericTypeArguments[0].Name} "
            + "in this host: use one record for one module, the one given to AddModule.")
        { Module = name };
    }

    /// <summary>The module by values, if it was used so before.</summary>
    public ValuesModule? FindByValues(string name) => _byValues.GetValueOrDefault(name);

    /// <summary>The module by values. Never forgotten: for names that the cluster knows.</summary>
    public ValuesModule GetByValues(string name) => _byValues.GetOrAdd(name, static n => new ValuesModule(n));
}
