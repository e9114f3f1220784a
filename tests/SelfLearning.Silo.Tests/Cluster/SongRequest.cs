namespace SelfLearning.Silo.Tests.Cluster;

/// <param name="Listener">The context.</param>
/// <param name="Milliseconds">How long the module takes.</param>
/// <param name="Failure">What it fails with.</param>
public sealed record SongRequest(string Listener, int Milliseconds = 0, string? Failure = null);
