namespace SelfLearning.Tool.Evaluation.Scenarios;

/// <summary>A parameter of a world: so many values in order, whether they are numbers, and the place of the one to begin with.</summary>
internal sealed record WorldParameter(int Values, bool Numeric, int Default);
