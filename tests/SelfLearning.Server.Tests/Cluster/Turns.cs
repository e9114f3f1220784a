namespace SelfLearning.Server.Tests.Cluster;

/// <summary>One turn at a time, as in a grain: for code that belongs to one activation and is tested without it.</summary>
internal sealed class Turns
{
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

    /// <summary>Runs <paramref name="code"/> and what follows its awaits in turns; what else runs in turns meanwhile comes between them.</summary>
    public Task RunAsync(Func<Task> code) => Task.Factory.StartNew(code, CancellationToken.None, TaskCreationOptions.None, _turns).Unwrap();
}
