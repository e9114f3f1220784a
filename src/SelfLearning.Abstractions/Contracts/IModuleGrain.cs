using System.Collections.Immutable;

namespace SelfLearning.Contracts;

/// <summary>Routes the calls of one module; its key is the module's name. Has no state of its own.</summary>
[Alias("selflearning.module-grain"), GrainInterfaceType("selflearning.module-grain")]
public interface IModuleGrain : IGrainWithStringKey
{
    /// <summary>Runs an in-silo module on a request, in the context the module names.</summary>
    [Alias("process"), ResponseTimeout("1.00:10:00")]
    Task<ProcessReply> ProcessAsync(ProcessRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the silo that is asked has a call of <see cref="ProcessAsync"/> that has no answer yet: the silo this sender's calls go to. After
    /// it has died another one is asked and says no.
    /// </summary>
    [Alias("runs"), ResponseTimeout("00:00:05")]
    Task<bool> RunsAsync(Guid call);

    /// <summary>Sends a feedback to the context its result id names.</summary>
    [Alias("feedback"), ResponseTimeout("00:00:05")]
    Task<FeedbackReceipt> ApplyFeedbackAsync(ResultFeedback feedback);

    /// <summary>Sends feedbacks to their contexts; the receipts are in the order of the feedbacks.</summary>
    [Alias("feedback-batch"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<FeedbackReceipt>> ApplyFeedbackBatchAsync(ImmutableArray<ResultFeedback> feedbacks);

    /// <summary>The summary over all contexts; any text but 1h, 24h, 7d and 30d means 24h.</summary>
    [Alias("summary"), ResponseTimeout("00:00:05")]
    Task<PerformanceSummary> GetSummaryAsync(string period);

    /// <summary>The contexts in ordinal order of their keys, after <paramref name="after"/>, at most <paramref name="limit"/> (1 to 1,000).</summary>
    [Alias("contexts"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<ContextInfo>> GetContextsAsync(string? after, int limit);
}
