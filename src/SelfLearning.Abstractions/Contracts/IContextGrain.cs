using System.Collections.Immutable;

namespace SelfLearning.Contracts;

/// <summary>Owns everything of one context; its key is <c>module/context</c>.</summary>
[Alias("selflearning.context-grain"), GrainInterfaceType("selflearning.context-grain")]
public interface IContextGrain : IGrainWithStringKey
{
    /// <summary>Runs an in-silo module.</summary>
    [Alias("process"), ResponseTimeout("1.00:10:00")]
    Task<ProcessReply> ProcessAsync(ProcessRequest request);

    /// <summary>Cancels a call that runs now; any other is passed over.</summary>
    [Alias("cancel"), ResponseTimeout("00:00:05")]
    Task CancelAsync(Guid call);

    /// <summary>The answer of a call that runs now; <c>null</c> when it does not.</summary>
    [Alias("attach"), ResponseTimeout("1.00:10:00")]
    Task<ProcessReply?> AttachAsync(Guid call);

    /// <summary>Records a call that never reached the module's code, as a failure.</summary>
    [Alias("record-failure"), ResponseTimeout("00:00:05")]
    Task RecordFailureAsync(string operation, string? operationId, string error);

    /// <summary>What a host decides with in this context.</summary>
    /// <param name="known">The <see cref="HostPolicy.Version"/> the host has; 0 for none.</param>
    [Alias("host-policy"), ResponseTimeout("00:00:05")]
    Task<HostPolicyReply> GetHostPolicyAsync(long known);

    /// <summary>Records how operations that a host ran have ended. A batch is counted once, however often it is sent.</summary>
    /// <param name="batch">The batch in the form of the core's outcome batch, sealed with the context's key.</param>
    /// <exception cref="MetricsException">The batch is damaged or not sealed with the context's key; nothing was counted.</exception>
    [Alias("outcomes"), ResponseTimeout("00:00:05")]
    Task<OutcomeReply> RecordOutcomesAsync([Immutable] byte[] batch);

    /// <summary>Records how operations that were begun by values have ended; the receipts are in the order of the outcomes.</summary>
    [Alias("complete"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<CompletionReceipt>> CompleteAsync(ImmutableArray<OperationOutcome> outcomes);

    /// <summary>Takes feedbacks; the receipts are in the order of the feedbacks and are given after the write that holds them.</summary>
    [Alias("feedback"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<FeedbackReceipt>> ApplyFeedbackAsync(ImmutableArray<ResultFeedback> feedbacks);

    /// <summary>The summary of the context; any text but 1h, 24h, 7d and 30d means 24h.</summary>
    [Alias("summary"), ResponseTimeout("00:00:05")]
    Task<PerformanceSummary> GetSummaryAsync(string period);

    /// <summary>The steps that add up to the summary; any text but 1h, 24h, 7d and 30d means 24h.</summary>
    [Alias("history"), ResponseTimeout("00:00:05")]
    Task<PerformanceHistory> GetHistoryAsync(string period);

    /// <summary>Single metric entries, newest first, at most <paramref name="limit"/> (1 to 10,000).</summary>
    [Alias("metrics"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<MetricEntry>> GetMetricsAsync(MetricsFilter filter, int limit);

    /// <summary>The last feedbacks, newest first, at most 100.</summary>
    [Alias("received-feedback"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<ReceivedFeedback>> GetFeedbackAsync();

    /// <summary>The last adaptations, newest first, at most 50.</summary>
    [Alias("adaptations"), ResponseTimeout("00:00:05")]
    Task<ImmutableArray<Adaptation>> GetAdaptationsAsync();

    /// <summary>Puts a value in use that a person or a program proposes, and pins the parameter.</summary>
    [Alias("suggest"), ResponseTimeout("00:00:05")]
    Task<Adaptation> SuggestAdaptationAsync(ParameterValue value, Decider decider);

    /// <summary>Applies a proposed adaptation, if the value it starts from is still in use.</summary>
    [Alias("approve"), ResponseTimeout("00:00:05")]
    Task<Adaptation> ApproveAsync(long adaptation, Decider decider);

    /// <summary>Rejects a proposed adaptation and pins its parameter.</summary>
    [Alias("reject"), ResponseTimeout("00:00:05")]
    Task<Adaptation> RejectAsync(long adaptation, Decider decider);

    /// <summary>Undoes an applied adaptation whose value is still in use, and pins its parameter.</summary>
    [Alias("roll-back"), ResponseTimeout("00:00:05")]
    Task<Adaptation> RollBackAsync(long adaptation, Decider decider);

    /// <summary>Keeps a parameter at its value in use, or at a given one, until it is released.</summary>
    [Alias("pin"), ResponseTimeout("00:00:05")]
    Task<Pin> PinAsync(string parameterName, string? value, Decider decider);

    /// <summary>Lets the learner change a parameter again; <c>false</c> when it was not pinned.</summary>
    [Alias("release"), ResponseTimeout("00:00:05")]
    Task<bool> ReleaseAsync(string parameterName, Decider decider);

    /// <summary>Runs a learning cycle now, whatever waits.</summary>
    [Alias("trigger"), ResponseTimeout("00:00:05")]
    Task<LearningCycleReport> TriggerLearningCycleAsync();

    /// <summary>The policy with what is known about each value.</summary>
    [Alias("policy"), ResponseTimeout("00:00:05")]
    Task<PolicyView> GetPolicyAsync();

    /// <summary>Whether the context learns and, if not, why; answered while storage is unavailable too.</summary>
    [Alias("status"), ResponseTimeout("00:00:05")]
    Task<LearningStatus> GetStatusAsync();

    /// <summary>Policy, adaptations and summary at once.</summary>
    [Alias("export"), ResponseTimeout("00:00:05")]
    Task<ContextExport> ExportAsync();

    /// <summary>Forgets what was learned and goes back to the defaults; metrics and the memory of counted feedback stay.</summary>
    [Alias("reset"), ResponseTimeout("00:00:05")]
    Task ResetLearningAsync(Decider decider);

    /// <summary>Deletes all records of the context and its row in the catalog.</summary>
    [Alias("delete"), ResponseTimeout("00:00:30")]
    Task DeleteAsync();

    /// <summary>Activates the context so that it learns what waits in its queue.</summary>
    [Alias("wake"), ResponseTimeout("00:00:05")]
    Task WakeAsync();
}
