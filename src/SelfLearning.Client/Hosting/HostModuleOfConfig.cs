using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using SelfLearning.Operations;

namespace SelfLearning.Hosting;

/// <summary>A module this host runs, with its configuration record.</summary>
/// <param name="name">The module's name.</param>
/// <param name="section">Where the record is bound from; <c>null</c> leaves its defaults.</param>
/// <param name="revision">The revision to register; <c>null</c> leaves registering to others.</param>
internal sealed class HostModule<TConfig>(string name, IConfiguration? section, int? revision) : HostModule(name, revision)
    where TConfig : ModuleConfig
{
    private readonly Lazy<ModuleConfigSchema<TConfig>> _schema = new(() => ModuleConfigSchema<TConfig>.Bind(name, section));

    public ModuleConfigSchema<TConfig> Schema => _schema.Value;

    /// <summary>The contexts of it that were used, by their keys.</summary>
    public ConcurrentDictionary<ContextKey, HostContext<TConfig>> Contexts { get; } = new();

    public override IEnumerable<HostContext> AllContexts => Contexts.Values;

    public override bool Forget(HostContext context) => Contexts.TryRemove(context.Key, out _);

    public override void Require() => _ = Schema;

    protected override ModuleDefinition ToDefinition(int revision) => Schema.ToDefinition(revision);
}
