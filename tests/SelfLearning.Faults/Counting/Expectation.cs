namespace SelfLearning.Faults.Counting;

/// <summary>What a context must have counted.</summary>
/// <param name="Certain">Decisions with an acknowledged feedback.</param>
/// <param name="Possible">Decisions with feedback that was never answered: each may count or not.</param>
/// <param name="QualitySum">The sum of the qualities; <c>null</c> where something unanswered may have changed it.</param>
internal readonly record struct Expectation(int Certain, int Possible, double? QualitySum);
