namespace SelfLearning.Benchmarks.Workloads;

/// <summary>Decides and counts the operations of hosts with a call for each.</summary>
[Alias("benchmarks.raw-host"), GrainInterfaceType("benchmarks.raw-host")]
internal interface IRawHostGrain : IGrainWithStringKey
{
    /// <summary>Decides one operation.</summary>
    [Alias("decide")]
    Task<RawDecision> DecideAsync();

    /// <summary>Counts one operation once, if it is signed; returns the version of the policy in force.</summary>
    [Alias("record")]
    Task<long> RecordAsync(RawOutcome outcome);

    /// <summary>Counts one operation, whoever says so and however often.</summary>
    [Alias("record-unverified")]
    Task<long> RecordUnverifiedAsync(RawOutcome outcome);
}
