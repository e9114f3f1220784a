namespace SelfLearning.Faults.Counting;

/// <summary>What went wrong; all zeros when nothing did.</summary>
/// <param name="Lost">Acknowledged feedbacks that do not count.</param>
/// <param name="DoubleCounted">Decisions that count more than once.</param>
internal readonly record struct Verdict(long Lost, long DoubleCounted)
{
    public static Verdict operator +(Verdict left, Verdict right) => new(left.Lost + right.Lost, left.DoubleCounted + right.DoubleCounted);
}
