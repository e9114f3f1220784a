using SelfLearning.Demo.Compression;

namespace SelfLearning.Demo.Running;

/// <summary>What the demo asks of the compression module, each a call of the public client.</summary>
/// <param name="ProcessAsync">Compresses a block in its context.</param>
/// <param name="ApplyFeedbackAsync">Sends feedbacks; the receipts are in their order.</param>
/// <param name="GetPolicyAsync">The policy of a content type's context.</param>
/// <param name="GetAdaptationsAsync">The last adaptations of a content type's context.</param>
internal sealed record CompressionCalls(
    Func<Block, CancellationToken, Task<ModuleResult<CompressedBlock>>> ProcessAsync,
    Func<IReadOnlyList<ResultFeedback>, CancellationToken, Task<IReadOnlyList<FeedbackReceipt>>> ApplyFeedbackAsync,
    Func<ContextKey, CancellationToken, Task<PolicyView>> GetPolicyAsync,
    Func<ContextKey, CancellationToken, Task<IReadOnlyList<Adaptation>>> GetAdaptationsAsync);
