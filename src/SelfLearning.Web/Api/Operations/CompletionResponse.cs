namespace SelfLearning.Web;

/// <summary>What became of the outcome of an operation.</summary>
/// <param name="ResultId">The operation.</param>
/// <param name="Receipt">Whether it is counted.</param>
public sealed record CompletionResponse(string ResultId, CompletionReceipt Receipt);
