using SelfLearning.Contracts;
using SelfLearning.Hosting;
using SelfLearning.Modules;

namespace SelfLearning.Operations;

/// <summary>One context of a module that this host runs, with its configuration record.</summary>
internal sealed class HostContext<TConfig>(HostModule<TConfig> module, ModuleServices services, ContextKey key) : HostContext(module, services, key)
    where TConfig : ModuleConfig
{
    private volatile HostSnapshot<TConfig>? _snapshot;

    public override HostPolicy? Policy => _snapshot?.Host;

    public ModuleConfigSchema<TConfig> Schema => module.Schema;

    /// <summary>Begins an operation: at once where what is known is fresh, else after the cluster was asked.</summary>
    public ValueTask<Operation<TConfig>> BeginAsync(CancellationToken cancellationToken)
    {
        var now = Services.Time.GetTimestamp();
        return _snapshot is { } snapshot && IsFresh(now)
            ? ValueTask.FromResult(Decide(snapshot, now))
            : new ValueTask<Operation<TConfig>>(AskAndDecideAsync(cancellationToken));
    }

    protected override void Take(HostPolicy policy) => _snapshot = new HostSnapshot<TConfig>(module.Schema, policy);

    private async Task<Operation<TConfig>> AskAndDecideAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await EnsureAsync(cancellationToken);
        return Decide(_snapshot!, Services.Time.GetTimestamp());
    }

    private Operation<TConfig> Decide(HostSnapshot<TConfig> snapshot, long now)
    {
        var random = Services.Hosts.Random.Current;
        return new Operation<TConfig>(Services, this, snapshot, snapshot.Choose(random), random.NextInt64(long.MinValue, long.MaxValue), now);
    }
}
