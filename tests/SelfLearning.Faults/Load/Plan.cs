namespace SelfLearning.Faults.Load;

/// <summary>All that chance decides about one call, drawn before it is made.</summary>
/// <param name="Milliseconds">How long the module takes.</param>
/// <param name="Noise">What the judgements differ from the goodness of the result.</param>
/// <param name="Judgements">Who judges, one after the other; empty when nobody does.</param>
/// <param name="FirstAfter">When the first judgement comes, after the result.</param>
/// <param name="NextAfter">When the second one comes, after the first.</param>
/// <param name="SentTwice">Whether an acknowledged judgement is sent once more.</param>
internal sealed record Plan(
    int Milliseconds, double Noise, FeedbackSource[] Judgements, TimeSpan FirstAfter, TimeSpan NextAfter, bool SentTwice)
{
    public static Plan Draw(Random random) => new(
        random.Next(5, 21),
        (random.NextDouble() - 0.5) / 2,
        random.Next(20) switch
        {
            0 => [],
            1 or 2 => [FeedbackSource.Automatic, FeedbackSource.User],
            3 => [FeedbackSource.User, FeedbackSource.User],
            _ => [FeedbackSource.User],
        },
        TimeSpan.FromMilliseconds(random.Next(500)),
        TimeSpan.FromMilliseconds(random.Next(500, 10_000)),
        random.Next(10) == 0);

    /// <summary>A judgement of a result of this goodness: a multiple of 1/1,024, so that sums of them are exact.</summary>
    /// <param name="goodness">What the module says of the result.</param>
    /// <param name="number">The first judgement is 0; each further one is of another mind.</param>
    public double Quality(double goodness, int number) =>
        Math.Round(Math.Clamp(goodness + (number % 2 == 0 ? Noise : -Noise), 0, 1) * 1024) / 1024;
}
