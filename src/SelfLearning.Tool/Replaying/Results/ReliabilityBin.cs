namespace SelfLearning.Tool.Replaying.Results;

/// <summary>Values with a confidence in a tenth of the scale.</summary>
/// <param name="From">The least confidence of the bin.</param>
/// <param name="To">The confidence at which the next begins.</param>
/// <param name="Count">How many there are.</param>
/// <param name="MeanConfidence">Their mean confidence; <c>null</c> when there are none.</param>
/// <param name="Better">The share of them that are better in the data than the value in use; <c>null</c> when there are none.</param>
internal sealed record ReliabilityBin(double From, double To, int Count, double? MeanConfidence, double? Better);
