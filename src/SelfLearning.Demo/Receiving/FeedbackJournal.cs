using System.Text;
using System.Text.Json;

namespace SelfLearning.Demo.Receiving;

/// <summary>
/// What a sender must keep so that no crash loses a feedback or makes it count twice: the batch on its way (outbox) and the ids that
/// were acknowledged. A batch that a crash interrupted is sent again with the same ids; what had arrived is answered Duplicate.
/// </summary>
internal sealed class FeedbackJournal : IDisposable
{
    private readonly string _outbox;
    private readonly FileStream _log;
    private readonly Dictionary<string, long> _counted;

    private FeedbackJournal(string outbox, FileStream log, Dictionary<string, long> counted, IReadOnlyList<PendingFeedback> interrupted) =>
        (_outbox, _log, _counted, Interrupted) = (outbox, log, counted, interrupted);

    /// <summary>The feedbacks that were on their way when the last run ended, and were not acknowledged.</summary>
    public IReadOnlyList<PendingFeedback> Interrupted { get; }

    /// <summary>How many feedbacks of a content type were acknowledged as counted, over all runs.</summary>
    public long CountedOf(string contentType) => _counted.GetValueOrDefault(contentType);

    /// <summary>Opens the journal of a folder, or begins one.</summary>
    /// <param name="outbox">The file with the batch on its way.</param>
    /// <param name="log">The file with the acknowledged ids; one line each, only ever appended to.</param>
    public static FeedbackJournal Open(string outbox, string log)
    {
        var sent = Read(outbox).ToDictionary(f => f.Feedback.Feedback.Id);
        var counted = new Dictionary<string, long>(StringComparer.Ordinal);
        if (File.Exists(log))
        {
            foreach (var acknowledged in File.ReadLines(log).Select(AcknowledgedFeedback.Parse).OfType<AcknowledgedFeedback>())
            {
                sent.Remove(acknowledged.Id);
                Count(counted, acknowledged);
            }
        }

        var stream = new FileStream(log, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        EndLastLine(stream);
        return new FeedbackJournal(outbox, stream, counted, [.. sent.Values]);
    }

    /// <summary>Keeps a batch before it is sent, in place of the last one, which must have been acknowledged or be part of it.</summary>
    public void Begin(IReadOnlyList<PendingFeedback> batch)
    {
        var next = _outbox + ".new";
        using (var file = File.Create(next))
        {
            JsonSerializer.Serialize(file, batch, PayloadJson.DefaultOptions);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, _outbox, overwrite: true);
    }

    /// <summary>Writes down what was acknowledged; on disk when this returns.</summary>
    public void Acknowledge(IReadOnlyCollection<AcknowledgedFeedback> acknowledged)
    {
        if (acknowledged.Count == 0) return;
        _log.Write(Encoding.UTF8.GetBytes(string.Concat(acknowledged.Select(a => $"{a}\n"))));
        _log.Flush(flushToDisk: true);
        foreach (var one in acknowledged) Count(_counted, one);
    }

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();

    private static void Count(Dictionary<string, long> counted, AcknowledgedFeedback acknowledged)
    {
        if (acknowledged.IsCounted) counted[acknowledged.ContentType] = counted.GetValueOrDefault(acknowledged.ContentType) + 1;
    }

    private static PendingFeedback[] Read(string outbox)
    {
        if (!File.Exists(outbox)) return [];
        using var file = File.OpenRead(outbox);
        return JsonSerializer.Deserialize<PendingFeedback[]>(file, PayloadJson.DefaultOptions) ?? [];
    }

    // A crash may have cut the last line; what follows begins on a line of its own.
    private static void EndLastLine(FileStream log)
    {
        if (log.Length > 0)
        {
            log.Seek(-1, SeekOrigin.End);
            if (log.ReadByte() != '\n') log.WriteByte((byte)'\n');
        }

        log.Seek(0, SeekOrigin.End);
    }
}
