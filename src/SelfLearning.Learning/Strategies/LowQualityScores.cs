namespace SelfLearning.Learning;

/// <summary>The scores a <see cref="LowQualityRule"/> has not judged yet.</summary>
/// <param name="Sum">Their sum.</param>
/// <param name="Count">Their number.</param>
internal readonly record struct LowQualityScores(double Sum, int Count);
