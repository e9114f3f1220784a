namespace SelfLearning.Learning.Tests.Scenarios;

/// <summary>A parameter of a world: so many values in order, whether they are numbers, and the place of the one to begin with.</summary>
public sealed record WorldParameter(int Values, bool Numeric, int Default);
