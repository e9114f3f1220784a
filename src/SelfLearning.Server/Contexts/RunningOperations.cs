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

    private readonly Dictionary<string, Operation> _operations = new(StringComparer.Ordinal);

    /// <summary>Runs an operation, or joins the one that runs or ran under the same id. A failed one may be run again.</summary>
    public Task<ProcessReply> RunAsync(string id, Func<Task<ProcessReply>> run)
    {
        if (_operations.TryGetValue(id, out var known) && !IsForgotten(known)) return known.Reply;
        if (_operations.Count >= Remembered) Prune();
        var operation = _operations[id] = new Operation();
        return operation.Reply = RunAsync(operation, run);
    }

    // Remembered from its end on: a caller whose long operation has just ended asks again only now.
    private async Task<ProcessReply> RunAsync(Operation operation, Func<Task<ProcessReply>> run)
    {
        try
        {
            return await run();
        }
        finally
        {
            operation.EndedAt = time.GetTimestamp();
        }
    }

    private bool IsForgotten(Operation operation) => operation.Reply.IsCompleted
        && (!operation.Reply.IsCompletedSuccessfully || time.GetElapsedTime(operation.EndedAt) > Memory);

    private void Prune()
    {
        foreach (var (id, operation) in _operations.ToList())
            if (IsForgotten(operation)) _operations.Remove(id);
        foreach (var (id, _) in _operations.Where(o => o.Value.Reply.IsCompleted).OrderBy(o => o.Value.EndedAt).Take(_operations.Count - Remembered + 1).ToList())
            _operations.Remove(id);
    }

    private sealed class Operation
    {
        public Task<ProcessReply> Reply { get; set; } = null!;

        public long EndedAt { get; set; }
    }
}
