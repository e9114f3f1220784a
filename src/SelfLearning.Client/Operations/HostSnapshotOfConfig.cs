using SelfLearning.Contracts;

namespace SelfLearning.Operations;

/// <summary>
/// A snapshot with the configuration record that the operations of every candidate get. Records are immutable, so all operations with
/// the same decision share one.
/// </summary>
internal sealed class HostSnapshot<TConfig> : HostSnapshot
    where TConfig : ModuleConfig
{
    private readonly ModuleConfigSchema<TConfig> _schema;
    private readonly HostDecision<TConfig>?[] _decisions;

    public HostSnapshot(ModuleConfigSchema<TConfig> schema, HostPolicy host)
        : base(host)
    {
        _schema = schema;
        _decisions = new HostDecision<TConfig>?[Policy.Candidates.Length + 1];
    }

    /// <summary>What the operations of a candidate use. Two threads may make one twice, which is the same.</summary>
    public HostDecision<TConfig> DecisionOf(int candidate) =>
        _decisions[candidate + 1] ??= HostDecision<TConfig>.Of(_schema, Host, Policy.Decide(candidate));

    /// <summary>The same decision with a value of the caller's own.</summary>
    public HostDecision<TConfig> Override(HostDecision<TConfig> decision, int candidate, string parameterName, string value) =>
        decision.Override(_schema, Host, Policy.Decide(candidate), parameterName, value);
}
