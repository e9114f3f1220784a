namespace SelfLearning.Faults.Injection;

/// <summary>One kind of fault.</summary>
/// <param name="kind">Its name on the command line and in the totals.</param>
internal abstract class Fault(string kind)
{
    /// <summary>All kinds.</summary>
    public static IReadOnlyList<Fault> All { get; } =
        [new KillFault(), new FreezeFault(), new CutFault(), new StorageFault(), new SlowStorageFault(), new RollingRestartFault(), new TwinFault()];

    public string Kind { get; } = kind;

    /// <summary>Whether it needs a private network.</summary>
    public virtual bool NeedsNetwork => false;

    /// <summary>Makes the fault and takes it back: at the end every silo and the storage run again.</summary>
    /// <returns>What was done, for people.</returns>
    public abstract Task<string> InjectAsync(Scene scene, CancellationToken cancellationToken);
}
