namespace SelfLearning.Contracts;

/// <summary>What a host needs to decide the operations of one context itself.</summary>
/// <param name="Version">Changes whenever a member does; see <see cref="IContextGrain.GetHostPolicyAsync"/>.</param>
/// <param name="Policy">The policy in force.</param>
/// <param name="Parameters">The parameter space that overridden values are marked in.</param>
/// <param name="Options">The options in force.</param>
/// <param name="KeyEpoch">The epoch of the signing key.</param>
/// <param name="SigningKey">The key derived for this context; it signs result ids and outcomes of this context only.</param>
[GenerateSerializer, Immutable, Alias("selflearning.host-policy")]
public sealed record HostPolicy(
    long Version, PolicySnapshot Policy, ParameterSpace Parameters, ModuleOptions Options, int KeyEpoch, byte[] SigningKey);
