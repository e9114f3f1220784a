namespace SelfLearning.Client.Tests.Fakes;

/// <summary>A result of an in-silo module.</summary>
public sealed record Verse(string Text);
