namespace SelfLearning.Learning;

/// <summary>What quality a context is used to, and by how much it was surprised: the measure of the next bet.</summary>
/// <param name="Mean">c: the mean of past feedback, exponential over at most 200; 0 to 1.</param>
/// <param name="Weight">How many feedbacks the mean counts for, 2 (the start) to 200.</param>
/// <param name="Surprise">r: the largest |y - c| so far, 0 to 1.</param>
/// <param name="Count">All feedbacks so far.</param>
internal readonly record struct Baseline(double Mean, double Weight, double Surprise, long Count)
{
    private const double Window = 200;
    private const double FirstWeight = 2;
    private const double SmallestScale = 0.2;
    private const int Warm = 20;

    /// <summary>Before any feedback.</summary>
    public static Baseline Start { get; } = new(0.5, FirstWeight, 0, 0);

    /// <summary>Before any feedback of its own, in a module whose other contexts are used to a mean.</summary>
    public static Baseline StartAt(double mean) => Start with { Mean = mean };

    /// <summary>Whether a context can have come to these numbers.</summary>
    public bool IsPossible => Mean is >= 0 and <= 1 && Weight is >= FirstWeight and <= Window && Surprise is >= 0 and <= 1 && Count >= 0;

    /// <summary>M: the full possible range; unless <paramref name="strict"/>, after 20 feedbacks only the largest surprise, at least 0.2.</summary>
    public double Scale(bool strict)
    {
        var full = Math.Max(Mean, 1 - Mean);
        return strict || Count < Warm ? full : Math.Min(full, Math.Max(SmallestScale, Surprise));
    }

    /// <summary>The baseline after one more feedback.</summary>
    public Baseline Take(double quality)
    {
        var weight = Math.Min(Weight + 1, Window);
        return new Baseline(Mean + ((quality - Mean) / weight), weight, Math.Max(Surprise, Math.Abs(quality - Mean)), Count + 1);
    }

    /// <summary>
    /// The baseline after a feedback changed. The mean stays: any baseline known before a bet is fair, and how much the old quality still
    /// counts is not known. The surprise is remembered: otherwise the same correction again would ruin gamblers who cannot lose more than all.
    /// </summary>
    public Baseline Correct(double surprise) => this with { Surprise = Math.Max(Surprise, Math.Abs(surprise)) };
}
