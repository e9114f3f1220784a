namespace SelfLearning.Web;

/// <summary>What became of a feedback.</summary>
/// <param name="ResultId">The result id it was for.</param>
/// <param name="Receipt">The receipt.</param>
public sealed record ReceiptResponse(string ResultId, FeedbackReceipt Receipt);
