namespace SelfLearning.Faults.Counting;

/// <summary>One result and all that was said of it.</summary>
internal sealed class Decision(string resultId)
{
    private readonly List<SentFeedback> _sent = [];

    public string ResultId { get; } = resultId;

    public IReadOnlyList<SentFeedback> Sent
    {
        get
        {
            lock (_sent) return [.. _sent];
        }
    }

    /// <summary>Noted before it is sent for the first time.</summary>
    public SentFeedback Add(Feedback feedback)
    {
        var sent = new SentFeedback(feedback);
        lock (_sent) _sent.Add(sent);
        return sent;
    }

    /// <summary>The quality that must be counted: the newest word of a user, else of a program; <c>null</c> when nothing is acknowledged.</summary>
    public double? AcknowledgedQuality() => Sent
        .Where(sent => sent.IsAcknowledged)
        .OrderBy(sent => sent.Feedback.Source == FeedbackSource.User ? 0 : 1)
        .ThenByDescending(sent => sent.Feedback.CreatedAt)
        .FirstOrDefault()?.Feedback.Quality;
}
