namespace SelfLearning.Tool.Replaying.Results;

/// <summary>Mean expected feedback over a stretch of calls, over the runs; the alternatives on the same calls.</summary>
/// <param name="From">The first call of the stretch, from 0.</param>
/// <param name="To">The call after its last.</param>
/// <param name="Learned">The learner, its trials included.</param>
/// <param name="StandardError">Of <paramref name="Learned"/> over the runs; <c>null</c> with one run.</param>
/// <param name="Never">The default values.</param>
/// <param name="BestFixed">The one setting that is best over all contexts.</param>
/// <param name="BestPerContext">For each context its best setting.</param>
/// <param name="Uniform">All settings equally often.</param>
internal sealed record CurvePoint(
    int From, int To, double? Learned, double? StandardError, double? Never, double? BestFixed, double? BestPerContext, double? Uniform);
