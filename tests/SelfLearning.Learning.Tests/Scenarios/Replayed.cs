namespace SelfLearning.Learning.Tests.Scenarios;

/// <summary>An adaptation in a replay.</summary>
internal sealed record Replayed(int Call, int Parameter, int Old, int New, double Confidence, bool Rollback, double Difference);
