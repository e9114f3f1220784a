namespace SelfLearning.Learning;

/// <summary>What a duel says about one of its two values.</summary>
/// <param name="Better">The share of the capital with "this value is better", 0 to 0.99 as long as the prior stays the same.</param>
/// <param name="Gain">The mean stake on "better" less that on "worse", weighted by capital: a bet on how much better it is, -0.8 to 0.8.</param>
internal readonly record struct Verdict(double Better, double Gain);
