namespace SelfLearning.Faults.Counting;

/// <summary>What an audit has found.</summary>
/// <param name="Verdict">What is lost and what is counted twice.</param>
/// <param name="Counted">Decisions that count.</param>
/// <param name="LearningCycles">Learning cycles that were run.</param>
/// <param name="Adaptations">Adaptations in force among the last 50 of each context.</param>
internal readonly record struct AuditResult(Verdict Verdict, long Counted, long LearningCycles, long Adaptations)
{
    public static AuditResult operator +(AuditResult left, AuditResult right) => new(
        left.Verdict + right.Verdict, left.Counted + right.Counted, left.LearningCycles + right.LearningCycles, left.Adaptations + right.Adaptations);
}
