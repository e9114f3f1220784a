namespace SelfLearning.Faults.Silos;

/// <summary>A call.</summary>
/// <param name="Pot">The context.</param>
/// <param name="Milliseconds">How long it takes.</param>
internal sealed record BrewRequest(string Pot, int Milliseconds);
