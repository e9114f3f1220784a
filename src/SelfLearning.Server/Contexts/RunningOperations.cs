namespace SelfLearning.Server;

/// <summary>
/// The operations that run, or ended a short while ago, under an id their caller gave: a repeat gets the result of the first call.
/// </summary>
internal sealed class RunningOperations(TimeProvider time)
{
    /// <summary>How many operations are remembered.</summary>
    public const int Remembered = 256;

    /// <summary>How long an ended operation is remembered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, (Task<ProcessReply> Reply, long StartedAt)> _operations = new(StringComparer.Ordinal);

    /// <summary>Runs an operation, or joins the one that runs or ran under the same id. A failed one may be run again.</summary>
    public Task<ProcessReply> RunAsync(string id, Func<Task<ProcessReply>> run)
    {
        if (_operations.TryGetValue(id, out var known) && !IsForgotten(known)) return known.Reply;
        if (_operations.Count >= Remembered) Prune();
        var reply = run();
        _operations[id] = (reply, time.GetTimestamp());
        return reply;
    }

    private bool IsForgotten((Task<ProcessReply> Reply, long StartedAt) operation) => operation.Reply.IsCompleted
        && (!operation.Reply.IsCompletedSuccessfully || time.GetElapsedTime(operation.StartedAt) > Memory);

    private void Prune()
    {
        foreach (var (id, operation) in _operations.ToList())
            if (IsForgotten(operation)) _operations.Remove(id);
        foreach (var (id, _) in _operations.Where(o => o.Value.Reply.IsCompleted).OrderBy(o => o.Value.StartedAt).Take(_operations.Count - Remembered + 1).ToList())
            _operations.Remove(id);
    }
}
