namespace SelfLearning.Tool.Evaluation.Scenarios;

/// <summary>A kind of world that learners are measured in.</summary>
/// <param name="Name">Unique; as in the tables of the learner's specification.</param>
/// <param name="Question">What is asked in it.</param>
/// <param name="Make">The world of a seed.</param>
internal sealed record Scenario(string Name, Question Question, Func<ulong, World> Make)
{
    /// <summary>Why no learner can keep the bound on false adaptation here; <c>null</c> where it holds.</summary>
    public string? BeyondTheBound { get; init; }
}
