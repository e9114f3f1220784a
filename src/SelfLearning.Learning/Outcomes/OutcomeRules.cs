using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>What an outcome that came from outside is counted as.</summary>
public static class OutcomeRules
{
    /// <summary>The operation as it is counted, its texts cut.</summary>
    /// <param name="outcome">The outcome, checked.</param>
    /// <param name="decision">What its result id says.</param>
    public static EndedOperation Counted(OperationOutcome outcome, in Decision decision)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return new EndedOperation
        {
            Decision = decision,
            Operation = outcome.Operation,
            Status = outcome.Status,
            DurationMs = outcome.DurationMs,
            Quality = outcome.Quality,
            Error = string.IsNullOrEmpty(outcome.Error) ? null : outcome.Error.Cut(OutcomeBatch.MaximumText),
            Details = outcome.Metadata?.Select(member => KeyValuePair.Create(member.Key.Cut(OutcomeBatch.MaximumDetailName), member.Value.Cut(OutcomeBatch.MaximumText)))
                .DistinctBy(member => member.Key).ToImmutableDictionary(),
        };
    }

    /// <summary>When an operation ended: an outcome may come late, and belongs where its operation ended, but never ahead of the present.</summary>
    /// <param name="durationMs">How long it took, in milliseconds.</param>
    /// <param name="decision">When it began.</param>
    /// <param name="now">The present.</param>
    public static DateTimeOffset EndOf(double durationMs, in Decision decision, DateTimeOffset now)
    {
        var isPast = durationMs <= (now - decision.DecidedAt).TotalMilliseconds;
        return isPast ? decision.DecidedAt.AddMilliseconds(durationMs) : now;
    }

    /// <summary>
    /// When an operation ended by what its caller says, the future included: the same whenever the outcome is sent. At most
    /// <see cref="CompletedOperations.Expiry"/> after it began, when nobody may complete it any more.
    /// </summary>
    /// <param name="durationMs">How long it took, in milliseconds.</param>
    /// <param name="decision">When it began.</param>
    public static DateTimeOffset ClaimedEndOf(double durationMs, in Decision decision) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(
        ResultIdFormat.LatestMilliseconds, decision.DecidedAtMs + (long)Math.Min(durationMs, CompletedOperations.Expiry.TotalMilliseconds)));
}
