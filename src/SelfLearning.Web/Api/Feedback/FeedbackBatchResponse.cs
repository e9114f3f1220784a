namespace SelfLearning.Web;

/// <summary>What became of the judgements of a batch.</summary>
/// <param name="Receipts">In the order of the judgements.</param>
public sealed record FeedbackBatchResponse(IReadOnlyList<ReceiptResponse> Receipts);
