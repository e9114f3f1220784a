namespace SelfLearning.Web;

/// <summary>What became of the outcomes of a batch.</summary>
/// <param name="Receipts">In the order of the outcomes.</param>
public sealed record CompletionBatchResponse(IReadOnlyList<CompletionResponse> Receipts);
