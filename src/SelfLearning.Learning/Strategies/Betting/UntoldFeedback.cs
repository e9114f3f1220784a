namespace SelfLearning.Learning;

/// <summary>The feedback of a context that the other contexts have not been told of.</summary>
/// <param name="Count">How many.</param>
/// <param name="Sum">The sum of their qualities.</param>
internal readonly record struct UntoldFeedback(long Count, double Sum)
{
    /// <summary>With one more.</summary>
    public UntoldFeedback And(double quality) => new(Count + 1, Sum + quality);
}
