namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>What is known of one item under one setting.</summary>
/// <param name="Setting">The number of the setting.</param>
/// <param name="Feedback">Its mean feedback, 0 to 1.</param>
/// <param name="Penalty">The mean of what is subtracted, 0 or more.</param>
internal readonly record struct Cell(int Setting, double Feedback, double Penalty)
{
    /// <summary>
    /// The feedback of one call: the cell's, or with <paramref name="bernoulli"/> 1 with this probability and else 0; then less the penalty, at
    /// least 0.
    /// </summary>
    /// <param name="bernoulli">Whether it is drawn.</param>
    /// <param name="random">A random number in [0, 1).</param>
    public double Draw(bool bernoulli, double random)
    {
        if (!bernoulli) return Math.Max(0, Feedback - Penalty);
        return random < Feedback ? Math.Max(0, 1 - Penalty) : 0;
    }

    /// <summary>
    /// The mean of <see cref="Draw"/>. Drawn, a 0 stays 0 whatever the penalty, so it is Feedback times max(0, 1 - Penalty) and not
    /// Feedback - Penalty.
    /// </summary>
    public double Expected(bool bernoulli) => bernoulli ? Feedback * Math.Max(0, 1 - Penalty) : Math.Max(0, Feedback - Penalty);
}
