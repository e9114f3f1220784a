namespace SelfLearning.Server;

/// <summary>What the module runs with by each decision of the policy in force: a policy never changes, so it is made once and not for each call.</summary>
internal sealed class SettingsOfDecisions
{
    private Policy? _policy;
    private ModuleOptions? _options;
    private ModuleSettings?[] _settings = [];

    /// <summary>What a call runs with.</summary>
    /// <param name="policy">The policy in force.</param>
    /// <param name="candidate">What it chose for the call.</param>
    /// <param name="options">The options in force.</param>
    /// <param name="runner">The module.</param>
    public ModuleSettings Of(Policy policy, int candidate, ModuleOptions options, IModuleRunner runner)
    {
        if (!ReferenceEquals(policy, _policy) || !ReferenceEquals(options, _options))
        {
            (_policy, _options) = (policy, options);
            _settings = new ModuleSettings?[policy.Candidates.Length + 1];
        }

        return _settings[candidate + 1] ??= runner.SettingsOf(policy.Decide(candidate), options);
    }

    /// <summary>Keeps nothing until the next call.</summary>
    public void Forget() => (_policy, _options, _settings) = (null, null, []);
}
