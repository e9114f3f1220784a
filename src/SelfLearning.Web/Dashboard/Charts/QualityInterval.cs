namespace SelfLearning.Web.Dashboard.Charts;

/// <summary>Where the true mean quality of a value probably lies.</summary>
/// <param name="Low">Its lower end, 0 to 1.</param>
/// <param name="High">Its upper end, 0 to 1.</param>
internal readonly record struct QualityInterval(double Low, double High)
{
    // 95 percent.
    private const double Z = 1.959964;

    /// <summary>
    /// The interval of Wilson about a mean of judgements of 0 to 1. Only mean and count of a value are known; of all judgements with that
    /// mean, those of nothing but 0 and 1 vary most, so that the interval is rather too wide than too narrow.
    /// </summary>
    public static QualityInterval? Of(double? mean, long count)
    {
        if (mean is not { } p || count < 1) return null;
        var square = Z * Z / count;
        var middle = (p + (square / 2)) / (1 + square);
        var half = Z / (1 + square) * Math.Sqrt((p * (1 - p) / count) + (square / (4 * count)));
        return new QualityInterval(Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
