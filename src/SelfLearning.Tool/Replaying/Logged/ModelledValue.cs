namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>What a model expects of a policy in one context, before the row is seen.</summary>
/// <param name="Supported">The policy's probabilities times what is expected, over the settings that the log has in this context, 0 to 1.</param>
/// <param name="Unsupported">The policy's probability of settings that the log does not have in this context, 0 to 1.</param>
/// <param name="Extrapolated">As <paramref name="Supported"/>, over the others: a guess from the rest, between 0 and <paramref name="Unsupported"/>.</param>
internal readonly record struct ModelledValue(double Supported, double Unsupported, double Extrapolated);
