namespace SelfLearning.Contracts;

/// <summary>A decision for one operation that a host runs, with what the host needs to form its result id.</summary>
/// <param name="Policy">The policy the decision was made with.</param>
/// <param name="Candidate">The place in the policy's candidates of the value this call tries; -1 for none.</param>
/// <param name="StartedAt">The time of the decision.</param>
/// <param name="Token">The random part of the result id; with it the id is unique.</param>
/// <param name="KeyEpoch">The epoch of the signing key.</param>
/// <param name="ContextSigningKey">The key derived for this context; it signs ids of this context only.</param>
/// <param name="Parameters">The parameter space, for the defaults.</param>
/// <param name="Options">The options in force.</param>
[GenerateSerializer, Immutable, Alias("selflearning.begin-reply")]
public sealed record BeginReply(
    PolicySnapshot Policy,
    int Candidate,
    DateTimeOffset StartedAt,
    long Token,
    int KeyEpoch,
    byte[] ContextSigningKey,
    ParameterSpace Parameters,
    ModuleOptions Options);
