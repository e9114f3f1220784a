using SelfLearning.Storage.Sqlite.Writing;

namespace SelfLearning.Storage.Sqlite.Tests.Support;

/// <summary>
/// Holds the writer inside a transaction until it is let go.
/// </summary>
internal sealed class HoldingCommit : Commit, IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Completed when the transaction is open and holds this change.
    /// </summary>
    public Task Entered => _entered.Task;

    public override int Size => 0;

    public void Release() => _release.Set();

    public override CommitOutcome Execute(WriterSession session)
    {
        _entered.TrySetResult();
        _release.Wait();
        return CommitOutcome.Success;
    }

    public void Dispose() => _release.Dispose();
}
