namespace SelfLearning.Faults.Silos;

/// <summary>A result.</summary>
/// <param name="Goodness">How good it is on average, 0 to 1.</param>
internal sealed record Brew(double Goodness);
