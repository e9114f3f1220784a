namespace SelfLearning.Server;

/// <summary>
/// Gathers all changes that arrive while a write is under way into the next one, and answers each caller only after the write that
/// holds its change. One write runs at a time. Belongs to one activation and runs on its scheduler.
/// </summary>
/// <param name="write">Writes the state as it is when called; everything before its first await is one turn.</param>
/// <param name="afterwards">Runs after the callers of a successful write have been answered and before the next write; must not throw.</param>
internal sealed class GroupCommit(Func<Task> write, Func<Task>? afterwards = null)
{
    private TaskCompletionSource? _waiting;
    private TaskCompletionSource? _running;
    private Task _loop = Task.CompletedTask;

    /// <summary>Whether neither a write nor what follows it is under way.</summary>
    public bool IsIdle => _loop.IsCompleted;

    /// <summary>Ends with the writes that are under way or wait, and what follows them; does not fail when they do.</summary>
    public Task IdleAsync() => _loop;

    /// <summary>Joins the next write; to be called in the same turn as the change.</summary>
    /// <returns>Ends with the write that holds the change; fails when that write, or one before it, failed.</returns>
    public Task CommitAsync()
    {
        var joined = (_waiting ??= Create()).Task;
        if (_loop.IsCompleted) _loop = RunAsync();
        return joined;
    }

    /// <summary>Ends when everything that was changed until now is on storage; at once when nothing is under way.</summary>
    public Task SettledAsync() => (_waiting ?? _running)?.Task ?? Task.CompletedTask;

    private static TaskCompletionSource Create()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A change nobody waits for may fail without being noticed here: the writer has said so already.
        _ = source.Task.ContinueWith(
            task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return source;
    }

    private async Task RunAsync()
    {
        // Calls that are queued already join the first write instead of waiting for it.
        await Task.Yield();
        while (_waiting is { } batch)
        {
            (_running, _waiting) = (batch, null);
            try
            {
                await write();
            }
            catch (Exception exception)
            {
                var next = _waiting;
                (_running, _waiting) = (null, null);
                batch.SetException(exception);
                next?.SetException(exception);
                return;
            }

            _running = null;
            batch.SetResult();
            if (afterwards is not null) await afterwards();
        }
    }
}
