namespace SelfLearning.Storage.Sqlite.Writing;

/// <summary>
/// One change on its way into the file. It is answered once: after the COMMIT of its transaction, with the fault of that
/// transaction, or as cancelled when it was given up before the writer took it.
/// </summary>
internal abstract class Commit
{
    private const int Queued = 0;
    private const int Taken = 1;
    private const int Cancelled = 2;

    // The grains go on in their own scheduler, never on the thread of the writer.
    private readonly TaskCompletionSource<CommitOutcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _phase;
    private CommitOutcome _outcome;
    private Exception? _fault;

    /// <summary>
    /// Gets the number of bytes the change adds to its transaction.
    /// </summary>
    public abstract int Size { get; }

    /// <summary>
    /// Makes the change inside the open transaction.
    /// </summary>
    public abstract CommitOutcome Execute(WriterSession session);

    /// <summary>
    /// Waits for the answer. Cancelling gives up a change that still is in the queue; one that was taken is awaited.
    /// </summary>
    public async Task<CommitOutcome> WaitAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((Commit)state!).TryCancel(token), this);
        return await _answer.Task.ConfigureAwait(false);
    }

    /// <summary>
    /// Claims the change for a transaction.
    /// </summary>
    /// <returns>False when it was cancelled.</returns>
    public bool TryTake() => Interlocked.CompareExchange(ref _phase, Taken, Queued) == Queued;

    /// <summary>
    /// Keeps what <see cref="Execute"/> did until the transaction is committed.
    /// </summary>
    public void Note(CommitOutcome outcome) => _outcome = outcome;

    /// <summary>
    /// Keeps the fault of this change alone until the transaction of the others is committed.
    /// </summary>
    public void NoteFault(Exception fault) => _fault = fault;

    /// <summary>
    /// The transaction is in the file: answers the caller.
    /// </summary>
    public void Answer()
    {
        if (_fault is null)
        {
            _answer.TrySetResult(_outcome);
        }
        else
        {
            _answer.TrySetException(_fault);
        }
    }

    /// <summary>
    /// The transaction is not in the file: answers the caller with its fault.
    /// </summary>
    public void Fail(Exception fault) => _answer.TrySetException(fault);

    private void TryCancel(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _phase, Cancelled, Queued) == Queued)
        {
            _answer.TrySetCanceled(token);
        }
    }
}
