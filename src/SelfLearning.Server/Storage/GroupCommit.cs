namespace SelfLearning.Server;

/// <summary>
/// Gathers all changes that arrive while a write is under way into the next one, and answers each caller only after the write that
/// holds its change. One write runs at a time. Belongs to one activation and runs on its scheduler.
/// </summary>
/// <param name="module">The module it belongs to, for traces.</param>
/// <param name="write">Writes the state as it is when called; everything before its first await is one turn.</param>
/// <param name="afterwards">Runs after the callers of a successful write have been answered and before the next write; must not throw.</param>
internal sealed class GroupCommit(string module, Func<Task> write, Func<Task>? afterwards = null)
{
    private const int QuietHops = 4;
    private const int MostHops = 64;

    private TaskCompletionSource? _waiting;
    private TaskCompletionSource? _running;
    private CommitCauses? _causes;
    private int _joined;
    private Task _loop = Task.CompletedTask;

    /// <summary>Whether neither a write nor what follows it is under way.</summary>
    public bool IsIdle => _loop.IsCompleted;

    /// <summary>Whether a write is asked for that has not begun.</summary>
    public bool IsWaiting => _waiting is not null;

    /// <summary>Ends with the writes that are under way or wait, and what follows them; does not fail when they do.</summary>
    public Task IdleAsync() => _loop;

    /// <summary>Joins the next write; to be called in the same turn as the change.</summary>
    /// <returns>Ends with the write that holds the change; fails when that write, or one before it, failed.</returns>
    public Task CommitAsync()
    {
        _joined++;
        var joined = (_waiting ??= Create()).Task;
        if (ServerActivities.IsWatched) _causes = CommitCauses.WithCurrent(_causes);
        if (_loop.IsCompleted) _loop = Start();
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

    // The loop's writes are not only those of the call that starts it: what flows with that call, its span and its request context, is not for them.
    private Task Start()
    {
        using (ExecutionContext.SuppressFlow()) return RunAsync();
    }

    // Calls that are queued already join the write instead of waiting for it, and who was answered together often has more to say at
    // once: without this, callers in the same process would not meet in a write again. What is queued in the process goes first, as often
    // as it takes from an answer over its caller to the next call.
    private async Task GatherAsync()
    {
        for (var (hops, quiet) = (0, 0); hops < MostHops && quiet < QuietHops; hops++)
        {
            var before = _joined;
            await Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
            quiet = _joined == before ? quiet + 1 : 0;
        }
    }

    private async Task RunAsync()
    {
        try
        {
            // Whoever joins between the last write and this turn is not left behind.
            do await WriteAllAsync();
            while (_waiting is not null);
        }
        finally
        {
            // What has ended need not be kept.
            _loop = Task.CompletedTask;
        }
    }

    private async Task WriteAllAsync()
    {
        // Leaves the turn of the change.
        await Task.Yield();
        while (_waiting is { } batch)
        {
            await GatherAsync();
            var causes = _causes;
            (_running, _waiting, _causes) = (batch, null, null);
            try
            {
                await (ServerActivities.IsWatched ? WriteTracedAsync(causes) : write());
            }
            catch (Exception exception)
            {
                var next = _waiting;
                (_running, _waiting, _causes) = (null, null, null);
                batch.SetException(exception);
                next?.SetException(exception);
                return;
            }

            _running = null;
            batch.SetResult();
            if (afterwards is not null) await afterwards();
        }
    }

    private async Task WriteTracedAsync(CommitCauses? causes)
    {
        using var activity = ServerActivities.Commit(module, causes);
        try
        {
            await write();
        }
        catch (Exception exception)
        {
            ServerActivities.Fail(activity, exception);
            throw;
        }
    }
}
