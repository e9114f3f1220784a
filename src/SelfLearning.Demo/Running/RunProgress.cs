namespace SelfLearning.Demo.Running;

/// <summary>Where a run stands.</summary>
/// <param name="Phase">What it does, in a word or two.</param>
/// <param name="Share">The share of the phase that is done, 0 to 1.</param>
/// <param name="Elapsed">Since the phase began.</param>
/// <param name="Operations">Operations of this run.</param>
/// <param name="Acknowledged">Feedbacks acknowledged in this run.</param>
/// <param name="Adaptations">Adaptations made in this run.</param>
internal sealed record RunProgress(string Phase, double Share, TimeSpan Elapsed, long Operations, long Acknowledged, int Adaptations);
