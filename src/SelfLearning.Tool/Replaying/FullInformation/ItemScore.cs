namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>The expected feedback of one item under each alternative; see <see cref="Results.ReplayTotals"/>.</summary>
internal readonly record struct ItemScore(double Never, double BestFixed, double BestPerContext, double Uniform, double Oracle);
