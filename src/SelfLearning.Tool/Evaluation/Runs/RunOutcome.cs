using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Evaluation.Simulations;

namespace SelfLearning.Tool.Evaluation.Runs;

/// <summary>What is kept of one simulation.</summary>
/// <param name="AtCheckpoint">The score after 5,000 feedbacks, or of all calls where fewer arrived.</param>
/// <param name="Total">The score of all calls.</param>
/// <param name="Adaptations">How many.</param>
/// <param name="Right">How many of them to a truly better value.</param>
/// <param name="Harmful">How many of them to a truly worse value.</param>
/// <param name="Confidence">The sum of the confidences claimed for them.</param>
/// <param name="FirstRight">The feedbacks learned by the first right one; <c>null</c> when there was none.</param>
/// <param name="Departure">How it left what turned bad; <c>null</c> where nothing does.</param>
internal sealed record RunOutcome(
    Score AtCheckpoint, Score Total, int Adaptations, int Right, int Harmful, double Confidence, int? FirstRight, Departure? Departure)
{
    /// <summary>Plays one simulation.</summary>
    public static RunOutcome Of(Scenario scenario, Contender contender, ulong seed, double threshold)
    {
        var world = scenario.Make(seed);
        var run = new Simulation(world, seed, contender.Create(world, seed, threshold)).Run();
        var adaptations = run.Adaptations;
        return new RunOutcome(
            run.AtCheckpoint,
            run.Total,
            adaptations.Count,
            adaptations.Count(a => a.IsRight),
            adaptations.Count(a => a.IsHarmful),
            adaptations.Sum(a => a.Change.Confidence),
            adaptations.FirstOrDefault(a => a.IsRight)?.Feedbacks,
            Runs.Departure.Of(world, adaptations));
    }
}
