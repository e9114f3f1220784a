using System.Diagnostics.CodeAnalysis;

namespace SelfLearning.Learning;

/// <summary>What can be counted.</summary>
internal static class MetricsRules
{
    /// <summary>Refuses an operation that cannot be counted.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static void Require(string operation, OperationStatus status, double durationMs, double? quality)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        if (!(durationMs >= 0 && double.IsFinite(durationMs)))
        {
            ThrowOutOfRange(nameof(durationMs), durationMs, "A duration is a finite number of milliseconds, 0 or more.");
        }

        if (status is < OperationStatus.Success or > OperationStatus.Partial)
        {
            ThrowOutOfRange(nameof(status), (int)status, "A status is Success, Failure or Partial.");
        }

        if (quality is { } q && !(q is >= 0 and <= 1))
        {
            ThrowOutOfRange(nameof(quality), q, "A quality is a number from 0 to 1, or null where there is none.");
        }
    }

    /// <summary>The tally of a movement of quality; refuses one that cannot be counted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static QualityTally TallyOf(int count, double sum, double squareSum)
    {
        if (count < 0)
        {
            ThrowOutOfRange(nameof(count), count, "The number of decisions with a first quality is 0 or more.");
        }

        if (!(Math.Abs(sum) <= QualityTally.MaximumSum))
        {
            ThrowOutOfRange(nameof(sum), sum, "A sum of qualities is a number from -1e9 to 1e9.");
        }

        if (!(Math.Abs(squareSum) <= QualityTally.MaximumSum))
        {
            ThrowOutOfRange(nameof(squareSum), squareSum, "A sum of squared qualities is a number from -1e9 to 1e9.");
        }

        return QualityTally.Of(count, sum, squareSum);
    }

    [DoesNotReturn]
    private static void ThrowOutOfRange(string parameter, object value, string rule) => throw new ArgumentOutOfRangeException(parameter, value, rule);
}
