namespace SelfLearning.Silo.Tests.Cluster;

/// <param name="Silo">The silo that ran the module.</param>
/// <param name="Tempo">What was decided.</param>
public sealed record Song(string Silo, double Tempo);
