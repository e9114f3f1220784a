namespace SelfLearning.Learning;

/// <summary>A value on trial, by its place in the parameter space; -1 where the space no longer has the parameter or the value.</summary>
/// <param name="Parameter">The place of the parameter in the space.</param>
/// <param name="Value">The place of the value in the parameter's list.</param>
/// <param name="Share">The share of all calls that get it: above 0, all shares together at most 0.95.</param>
public readonly record struct Candidate(int Parameter, int Value, double Share);
