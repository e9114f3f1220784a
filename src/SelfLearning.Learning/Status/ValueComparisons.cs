using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>Compares the values on trial with those in use, by the feedback about each.</summary>
internal static class ValueComparisons
{
    // 95 of 100 cases of a normal distribution lie within so many standard errors.
    private const double Errors = 1.96;

    /// <summary>Every value on trial that the learner may adopt, in the order of the space: those of pinned parameters are left out.</summary>
    public static ImmutableArray<ValueComparison> Of(ContextModel model)
    {
        var estimates = model.Estimates();
        var inUse = estimates.Where(estimate => estimate.InUse).ToDictionary(estimate => estimate.ParameterName, StringComparer.Ordinal);
        return
        [
            .. estimates
                .Where(estimate => !estimate.InUse && estimate.Share > 0 && !model.Adaptations.Pins.ContainsKey(estimate.ParameterName))
                .Select(estimate => Of(estimate, inUse[estimate.ParameterName])),
        ];
    }

    /// <summary>One value on trial beside the value in use.</summary>
    public static ValueComparison Of(ValueEstimate trial, ValueEstimate inUse)
    {
        var (low, high) = Interval(trial, inUse);
        var difference = trial.Mean - inUse.Mean ?? 0;
        return new ValueComparison(trial.ParameterName, trial.Value, inUse.Value, trial.Count, inUse.Count, difference, low, high, trial.Confidence);
    }

    // After Agresti and Caffo (The American Statistician 54, 2000): each side gets one feedback of 1 and one of 0 more. Their interval is for
    // feedback of 0 or 1 alone; between them feedback of the same mean varies less, so that for it the interval is on the safe side.
    private static (double Low, double High) Interval(ValueEstimate trial, ValueEstimate inUse)
    {
        if (trial.Mean is null || inUse.Mean is null) return (-1, 1);
        var ((mean, variance), (meanInUse, varianceInUse)) = (Moments(trial), Moments(inUse));
        var (difference, error) = (mean - meanInUse, Errors * Math.Sqrt(variance + varianceInUse));
        return (Math.Clamp(difference - error, -1, 1), Math.Clamp(difference + error, -1, 1));
    }

    private static (double Mean, double Variance) Moments(ValueEstimate estimate)
    {
        var count = estimate.Count + 2;
        var mean = ((estimate.Mean!.Value * estimate.Count) + 1) / count;
        return (mean, mean * (1 - mean) / count);
    }
}
