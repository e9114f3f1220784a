namespace SelfLearning.Benchmarks.Workloads;

/// <summary>A decision with all that a host needs to form its result id.</summary>
[GenerateSerializer, Immutable, Alias("benchmarks.raw-decision")]
internal sealed record RawDecision(
    PolicySnapshot Policy, int Candidate, DateTimeOffset StartedAt, long Token, int KeyEpoch, byte[] SigningKey, ParameterSpace Parameters, ModuleOptions Options);
