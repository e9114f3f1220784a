namespace SelfLearning.Tool.Evaluation.Simulations;

/// <summary>How well calls were served, in mean qualities (what feedback would be without its noise).</summary>
/// <param name="Regret">What was lost against the best setting, summed over the calls.</param>
/// <param name="Gain">What was won over the default setting, summed over the calls; below 0 where learning did harm.</param>
internal readonly record struct Score(double Regret, double Gain);
