using System.Collections.Immutable;

namespace SelfLearning.Contracts;

/// <summary>Routes the calls of one module; its key is the module's name. Has no state of its own.</summary>
[Alias("selflearning.module-grain"), GrainInterfaceType("selflearning.module-grain")]
public interface IModuleGrain : IGrainWithStringKey
{
    /// <summary>Runs an in-silo module on a request, in the context the module names.</summary>
    [Alias("process"), ResponseTimeout("1.00:10:00")]
    Task<ProcessReply> ProcessAsync(ProcessRequest request);

    /// <summary>Cancels a call of <see cref="ProcessAsync"/> that runs; any other is passed over.</summary>
    /// <remarks>
    /// A message of its own for the few calls that are cancelled: a cancellation token as an argument costs each call a source and a
    /// registration on every hop.
    /// </remarks>
    [Alias("cancel"), ResponseTimeout("00:00:05")]
    Task CancelAsync(ProcessRequest request);

    /// <summary>Waits anew for a call of <see cref="ProcessAsync"/> whose answer was lost on the way; <c>null</c> when its context does not run it.</summary>
    [Alias("attach"), ResponseTimeout("1.00:10:00")]
    Task<ProcessReply?> AttachAsync(ProcessRequest request);

    /// <summary>Sends a feedback to the context its result id names.</summary>
    [Alias("feedback"), ResponseTimeout("00:00:05")]
    Task<FeedbackReceipt> ApplyFeedbackAsync(ResultFeedback feedback);

    /// <summary>Sends feedbacks to their contexts; the receipts are in the order of the feedbacks.</summary>
    [Alias("feedback-batch"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<FeedbackReceipt>> ApplyFeedbackBatchAsync(ImmutableArray<ResultFeedback> feedbacks);

    /// <summary>Sends outcomes to the contexts their result ids name; the receipts are in the order of the outcomes.</summary>
    [Alias("complete"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<CompletionReceipt>> CompleteAsync(ImmutableArray<OperationOutcome> outcomes);

    /// <summary>The summary over all contexts; any text but 1h, 24h, 7d and 30d means 24h.</summary>
    [Alias("summary"), ResponseTimeout("00:00:05")]
    Task<PerformanceSummary> GetSummaryAsync(string period);

    /// <summary>The steps that add up to the summary of all contexts, without percentiles.</summary>
    [Alias("history"), ResponseTimeout("00:00:05")]
    Task<PerformanceHistory> GetHistoryAsync(string period);

    /// <summary>The contexts in ordinal order of their keys, after <paramref name="after"/>, at most <paramref name="limit"/> (1 to 1,000).</summary>
    [Alias("contexts"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<ContextInfo>> GetContextsAsync(string? after, int limit);
}
