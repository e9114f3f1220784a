namespace SelfLearning.Learning;

/// <summary>What all contexts have learned of two values of a space.</summary>
/// <param name="Logs">The six log-capitals: three on "the higher place is better", three on "the lower place is better".</param>
/// <param name="Contexts">How many contexts have played the pair.</param>
internal sealed record PooledPair(double[] Logs, int Contexts);
