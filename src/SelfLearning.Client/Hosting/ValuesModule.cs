using System.Collections.Concurrent;
using SelfLearning.Operations;

namespace SelfLearning.Hosting;

/// <summary>A module whose operations are begun here by values, for callers that have no configuration record. It is registered by others.</summary>
internal sealed class ValuesModule(string name) : HostModule(name, revision: null)
{
    /// <summary>The contexts of it that were used, by their keys.</summary>
    public ConcurrentDictionary<ContextKey, ValuesContext> Contexts { get; } = new();

    public override IEnumerable<HostContext> AllContexts => Contexts.Values;

    public override bool Forget(HostContext context) => Contexts.TryRemove(context.Key, out _);

    public override void Require()
    {
        // It has no configuration.
    }

    protected override ModuleDefinition ToDefinition(int revision) => throw new NotSupportedException("A module without a revision is registered by others.");
}
