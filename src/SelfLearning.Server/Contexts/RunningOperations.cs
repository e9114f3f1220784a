namespace SelfLearning.Server;

/// <summary>
/// The operations that run, or ended a short while ago, under an id their caller gave: a repeat gets the result of the first call. The replies of
/// all contexts of a silo share its room for them.
/// </summary>
internal sealed class RunningOperations(TimeProvider time, SiloLoad load)
{
    /// <summary>How many operations are remembered.</summary>
    public const int Remembered = 256;

    /// <summary>How long an ended operation is remembered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, Task<ProcessReply>> _replies = new(StringComparer.Ordinal);

    // Those of them that have ended, the first to end first: what is to be forgotten is found without a walk over all.
    private readonly Queue<(string Id, long EndedAt, int Bytes)> _ended = new();
    private bool _isClosed;

    // Whether the one that ended last is remembered.
    private bool _isRemembered;

    /// <summary>How many operations run or are remembered.</summary>
    public int Count => _replies.Count;

    /// <summary>Runs an operation, or joins the one that runs or ran under the same id. A failed one may be run again.</summary>
    public Task<ProcessReply> RunAsync(string id, Func<Task<ProcessReply>> run)
    {
        Forget();
        if (_replies.TryGetValue(id, out var known)) return known;
        while (_replies.Count >= Remembered && _ended.Count > 0) ForgetFirst();
        var reply = RunOnceAsync(id, run);
        // Nobody joins one that has failed within the turn that began it.
        if (!reply.IsCompleted || (reply.IsCompletedSuccessfully && _isRemembered)) _replies[id] = reply;
        return reply;
    }

    /// <summary>Forgets the operations whose time has passed.</summary>
    public void Forget()
    {
        while (_ended.TryPeek(out var first) && time.GetElapsedTime(first.EndedAt) > Memory) ForgetFirst();
    }

    /// <summary>Forgets what has ended; what runs is still joined.</summary>
    public void ForgetEnded()
    {
        while (_ended.Count > 0) ForgetFirst();
    }

    /// <summary>Forgets what has ended, and remembers nothing that ends from now on: nobody can ask any more.</summary>
    public void Close()
    {
        _isClosed = true;
        ForgetEnded();
    }

    private void ForgetFirst()
    {
        var (id, _, bytes) = _ended.Dequeue();
        _replies.Remove(id);
        load.Forget(bytes);
    }

    // Remembered from its end on: a caller whose long operation has just ended asks again only now. Where the silo has no room the first to
    // end here go; a context never takes from another.
    private bool TryRemember(string id, ProcessReply reply)
    {
        if (_isClosed) return false;
        var bytes = SizeOf(reply.Data);
        while (!load.TryRemember(bytes))
        {
            if (_ended.Count == 0) return false;
            ForgetFirst();
        }

        _ended.Enqueue((id, time.GetTimestamp(), bytes));
        return true;
    }

    // The JSON is made once, and most replies leave the process. One that cannot, whatever its converters throw, counts as the largest that may.
    private static int SizeOf(Payload data)
    {
        try
        {
            return data.ToJson().Length;
        }
        catch (Exception)
        {
            return PayloadJson.DefaultSizeLimit;
        }
    }

    private async Task<ProcessReply> RunOnceAsync(string id, Func<Task<ProcessReply>> run)
    {
        try
        {
            var reply = await run();
            _isRemembered = TryRemember(id, reply);
            if (!_isRemembered) _replies.Remove(id);
            return reply;
        }
        catch
        {
            _replies.Remove(id);
            throw;
        }
    }
}
