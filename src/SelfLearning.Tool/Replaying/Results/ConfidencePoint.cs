namespace SelfLearning.Tool.Replaying.Results;

/// <summary>A point of a <see cref="ConfidencePath"/>.</summary>
/// <param name="Call">The number of calls of the run so far, of all contexts.</param>
/// <param name="Confidence">That the value is better than the one in use, 0 to 0.99; <c>null</c> while it is in use itself or is not on trial.</param>
/// <param name="InUse">Whether it is the value in use.</param>
internal sealed record ConfidencePoint(int Call, double? Confidence, bool InUse);
