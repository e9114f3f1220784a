namespace SelfLearning.Contracts;

/// <summary>What a host is to decide with from now on.</summary>
/// <param name="Time">The silo's time, by which the host dates its decisions.</param>
/// <param name="Policy">What is in force; <c>null</c> when it is what the host knows.</param>
[GenerateSerializer, Immutable, Alias("selflearning.host-policy-reply")]
public sealed record HostPolicyReply(DateTimeOffset Time, HostPolicy? Policy);
