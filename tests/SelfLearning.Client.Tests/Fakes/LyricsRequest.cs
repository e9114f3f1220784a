namespace SelfLearning.Client.Tests.Fakes;

/// <summary>A request of an in-silo module.</summary>
public sealed record LyricsRequest(string Topic, int Verses);
