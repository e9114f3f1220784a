namespace SelfLearning.Learning;

/// <summary>
/// Count, sum and square sum of qualities. Kept in whole units of 10^-12: adding is then exact in any order, so that merged windows do
/// not depend on who was merged first, and a correction takes away exactly what was added where qualities have at most 6 decimals
/// (their squares 12), as ratings and percentages have; others are off by at most one unit each.
/// </summary>
internal struct QualityTally
{
    /// <summary>The largest sum one call may add or take away.</summary>
    public const double MaximumSum = 1e9;

    private const double Units = 1e12;

    /// <summary>The number of decisions that have a quality.</summary>
    public long Count;

    /// <summary>The sum in units of 10^-12; below 0 where corrections are told apart from what they correct.</summary>
    public Int128 Sum;

    /// <summary>The sum of squares in units of 10^-12.</summary>
    public Int128 SquareSum;

    /// <summary>Whether it says nothing.</summary>
    public readonly bool IsZero => Count == 0 && Sum == 0 && SquareSum == 0;

    /// <summary>The tally of sums as they are.</summary>
    public static QualityTally Of(long count, double sum, double squareSum) => new()
    {
        Count = count,
        Sum = (Int128)Math.Round(sum * Units),
        SquareSum = (Int128)Math.Round(squareSum * Units),
    };

    /// <summary>Adds another tally.</summary>
    public void Add(in QualityTally other)
    {
        Count += other.Count;
        Sum += other.Sum;
        SquareSum += other.SquareSum;
    }

    /// <summary>The mean, within 0 to 1; <c>null</c> without a count.</summary>
    public readonly double? Mean() => Count == 0 ? null : Math.Clamp((double)Sum / Units / Count, 0, 1);

    /// <summary>The standard deviation of the sample, with Count - 1 below; 0 with fewer than two.</summary>
    public readonly double Deviation()
    {
        if (Count < 2) return 0;
        var sum = (double)Sum / Units;
        return Math.Sqrt(Math.Max(0, ((double)SquareSum / Units) - (sum * sum / Count)) / (Count - 1));
    }
}
