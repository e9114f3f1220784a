using System.Collections.Concurrent;

namespace SelfLearning.Faults.Counting;

/// <summary>What was sent to one context and what it has promised.</summary>
internal sealed class ContextLedger
{
    private readonly ConcurrentQueue<Decision> _decisions = new();
    private int _forgotten;

    public IEnumerable<Decision> Decisions => _decisions;

    /// <summary>Acknowledged feedbacks that the cluster took for new when they were sent again.</summary>
    public int Forgotten => _forgotten;

    public Decision Open(string resultId)
    {
        var decision = new Decision(resultId);
        _decisions.Enqueue(decision);
        return decision;
    }

    /// <summary>Notes the answer to an acknowledged feedback that was sent once more.</summary>
    public void SentAgain(FeedbackReceipt receipt)
    {
        if (receipt is not (FeedbackReceipt.Duplicate or FeedbackReceipt.Overloaded)) Interlocked.Increment(ref _forgotten);
    }

    /// <summary>What the context must know by now.</summary>
    public Expectation Expect()
    {
        var (certain, possible, sum, unsure) = (0, 0, 0.0, false);
        foreach (var decision in _decisions)
        {
            var isUnsure = decision.Sent.Any(sent => sent.IsUnsure);
            unsure |= isUnsure;
            if (decision.AcknowledgedQuality() is { } quality)
            {
                certain++;
                sum += quality;
            }
            else if (isUnsure)
            {
                possible++;
            }
        }

        return new Expectation(certain, possible, unsure ? null : sum);
    }
}
