using System.Collections.Immutable;
using SelfLearning.Contracts;

namespace SelfLearning.Client.Tests.Fakes;

internal sealed class FakeModuleGrain : FakeGrain, IModuleGrain
{
    public Func<ProcessRequest, ProcessReply>? Process { get; set; }

    /// <summary>What waiting anew for a call gives.</summary>
    public Func<ProcessRequest, Task<ProcessReply?>>? Attach { get; set; }

    /// <summary>The contexts there are, in ordinal order.</summary>
    public List<ContextInfo> Contexts { get; } = [];

    /// <summary>The receipt of a result id: the number at its end modulo the number of receipts.</summary>
    public static FeedbackReceipt ReceiptOf(string resultId) =>
        (FeedbackReceipt)(int.Parse(resultId.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture) % 6);

    public Task<ProcessReply> ProcessAsync(ProcessRequest request) => Answer("process", () => Process!(request), request);

    public Task CancelAsync(ProcessRequest request) => Answer("cancel", () => true, request);

    public Task<ProcessReply?> AttachAsync(ProcessRequest request) => Attach!(request);

    public Task<FeedbackReceipt> ApplyFeedbackAsync(ResultFeedback feedback) =>
        Answer("feedback", () => ReceiptOf(feedback.ResultId), feedback);

    public Task<ImmutableArray<FeedbackReceipt>> ApplyFeedbackBatchAsync(ImmutableArray<ResultFeedback> feedbacks) =>
        Answer("feedback-batch", () => feedbacks.Select(f => ReceiptOf(f.ResultId)).ToImmutableArray(), feedbacks);

    public Task<ImmutableArray<CompletionReceipt>> CompleteAsync(ImmutableArray<OperationOutcome> outcomes) => throw new NotSupportedException();

    public Task<PerformanceSummary> GetSummaryAsync(string period) => Answer("summary", () => FakeContextGrain.Summary("lyrics", null, period), period);

    public Task<PerformanceHistory> GetHistoryAsync(string period) => Answer("history", () => FakeContextGrain.History("lyrics", null, period), period);

    public Task<ImmutableArray<ContextInfo>> GetContextsAsync(string? after, int limit) => Answer(
        "contexts",
        () => Contexts.Where(c => after is null || string.CompareOrdinal(c.Context, after) > 0).Take(limit).ToImmutableArray(),
        after,
        limit);
}
