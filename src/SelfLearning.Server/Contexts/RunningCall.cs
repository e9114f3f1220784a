namespace SelfLearning.Server;

/// <summary>
/// A call of a module: the token it runs with, and why that was cancelled. Neither given a timer nor asked for a handle, so
/// there is nothing to dispose of.
/// </summary>
internal sealed class RunningCall : CancellationTokenSource
{
    /// <summary>Whether the caller wants it no longer.</summary>
    public bool IsWithdrawn { get; private set; }

    /// <summary>Whether its time has passed.</summary>
    public bool IsExpired { get; private set; }

    /// <summary>Its sender's name for it; empty where the sender will not speak of it.</summary>
    public Guid Name { get; init; }

    /// <summary>Its answer, once somebody may ask for it.</summary>
    public Task<ProcessReply>? Reply { get; set; }

    /// <summary>The timestamp of its start, and its place among the calls that have a deadline; both belong to <see cref="Deadlines"/>.</summary>
    public long Started { get; set; }

    /// <inheritdoc cref="Started"/>
    public LinkedListNode<RunningCall>? Place { get; set; }

    /// <summary>The caller wants it no longer.</summary>
    public void Withdraw()
    {
        IsWithdrawn = true;
        End();
    }

    /// <summary>Its time has passed.</summary>
    public void Expire()
    {
        IsExpired = true;
        End();
    }

    // What the module has registered runs elsewhere, and its errors are its own.
    private void End() => CancelAsync().Ignore();
}
