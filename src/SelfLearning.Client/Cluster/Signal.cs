namespace SelfLearning.Cluster;

/// <summary>
/// Something that happens once, to be awaited as a task or watched as a token. Calls watch the token: beside a task that lives long,
/// each would add itself to the task's continuations and have itself taken out of them again, past all others.
/// </summary>
#pragma warning disable CA1001 // a source without a timer and a handle has nothing to dispose of
internal sealed class Signal
#pragma warning restore CA1001
{
    private readonly TaskCompletionSource _task = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _token = new();

    /// <summary>Ends when it happens.</summary>
    public Task Task => _task.Task;

    /// <summary>Cancelled when it happens.</summary>
    public CancellationToken Token => _token.Token;

    /// <summary>It happens; those who wait run elsewhere.</summary>
    public void Set()
    {
        _task.TrySetResult();
        _ = _token.CancelAsync();
    }
}
