namespace SelfLearning.Demo.Receiving;

/// <summary>A line of the log of acknowledged feedback: <c>feedback-id content-type receipt</c>.</summary>
/// <param name="Id">The feedback's own id.</param>
/// <param name="ContentType">The content type judged.</param>
/// <param name="Receipt">What the silo answered.</param>
internal sealed record AcknowledgedFeedback(Guid Id, string ContentType, FeedbackReceipt Receipt)
{
    /// <summary>Whether the receipt says that the feedback is in the silo's evidence or queue.</summary>
    public bool IsCounted =>
        Receipt is FeedbackReceipt.Accepted or FeedbackReceipt.Duplicate or FeedbackReceipt.Replaced or FeedbackReceipt.Corrected;

    /// <summary>Reads a line; <c>null</c> for one that a crash has cut off: the receipt stands last so that no cut line is whole.</summary>
    public static AcknowledgedFeedback? Parse(string line)
    {
        var parts = line.Split(' ');
        return parts.Length == 3 && Guid.TryParseExact(parts[0], "N", out var id)
            && Enum.TryParse<FeedbackReceipt>(parts[2], out var receipt) && Enum.IsDefined(receipt)
            ? new AcknowledgedFeedback(id, parts[1], receipt)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id:N} {ContentType} {Receipt}";
}
