namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>
/// A lower confidence bound for the average of conditional means, valid at every moment at once: (E[x_1] + ... + E[x_t]) / t, each
/// given the past, for numbers x_i of at least -k. The means may change, the numbers may be large; memory does not grow.
/// </summary>
/// <remarks>
/// With a guess g_i in [0, 1] made from the past, z = (x_i - g_i) / (k + 1) is at least -1, and for 0 &lt; λ &lt; 1
/// exp(λ z - ψ(λ) z²) ≤ 1 + λ z with ψ(λ) = -ln(1 - λ) - λ (Fan, Grama and Liu 2015, inequality 4.1). So exp(λ S / (k + 1) - ψ(λ) V / (k + 1)²)
/// with S = Σ (x_i - E[x_i]) and V = Σ (x_i - g_i)² is a nonnegative supermartingale, and so is its mixture over a fixed grid of λ:
/// by Ville's inequality it ever reaches 1 / α with a probability of at most α. The bound is the smallest average that it does not rule out.
/// After Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences" (2021), and
/// Waudby-Smith, Wu, Ramdas, Karampatziakis and Mineiro, "Anytime-valid off-policy inference for contextual bandits" (2022).
/// </remarks>
/// <param name="range">k: no number is below -k.</param>
internal sealed class AnytimeBound(double range)
{
    // 1/2, 1/4, ... 2^-24: the best λ falls with the square root of V, and one within a factor of 2 does nearly as well.
    private const int GridSize = 24;
    private const double SmallestAverage = 0, LargestAverage = 1;

    // The interval is halved until it is shorter than what a double in [0, 1] can tell.
    private const int Bisections = 50;

    private static readonly (double Rate, double LogWeight, double Psi)[] Grid = [.. Enumerable.Range(1, GridSize).Select(Stake)];

    private readonly double _scale = range + 1;
    private double _sum;
    private double _squares;
    private long _count;

    /// <summary>Takes in the next number.</summary>
    public void Add(double number)
    {
        var guess = Math.Clamp((_sum + 0.5) / (_count + 1), 0, 1);
        var miss = (number - guess) / _scale;
        _squares += miss * miss;
        _sum += number;
        _count++;
    }

    /// <summary>
    /// The bound, in [0, 1]: the average of the conditional means is at or above it at all times with a probability of at least
    /// 1 - <paramref name="alpha"/>.
    /// </summary>
    public double Lower(double alpha)
    {
        var limit = -Math.Log(alpha);
        if (LogCapital(SmallestAverage) < limit) return SmallestAverage;
        if (LogCapital(LargestAverage) >= limit) return LargestAverage;
        var (ruledOut, possible) = (SmallestAverage, LargestAverage);
        for (var i = 0; i < Bisections; i++)
        {
            var middle = (ruledOut + possible) / 2;
            if (LogCapital(middle) >= limit) ruledOut = middle;
            else possible = middle;
        }

        return ruledOut;
    }

    // The logarithm of the mixture if the average were this; it falls as the average rises.
    private double LogCapital(double average)
    {
        var surplus = (_sum - (_count * average)) / _scale;
        var (largest, sum) = (double.NegativeInfinity, 0.0);
        foreach (var (rate, logWeight, psi) in Grid)
        {
            var log = logWeight + (rate * surplus) - (psi * _squares);
            if (log > largest) (largest, sum) = (log, (sum * Math.Exp(largest - log)) + 1);
            else sum += Math.Exp(log - largest);
        }

        return largest + Math.Log(sum);
    }

    // The weights 1 / (i (i + 1)) sum to less than 1: the few λ for short logs cost little, the many for long ones are there.
    private static (double Rate, double LogWeight, double Psi) Stake(int place)
    {
        var rate = Math.ScaleB(1, -place);
        return (rate, -Math.Log(place * (place + 1.0)), Psi(rate));
    }

    // As a series where the difference of nearly equal numbers would lose its digits.
    private static double Psi(double rate) =>
        rate > 1e-3 ? -Math.Log(1 - rate) - rate : rate * rate * (0.5 + (rate / 3) + (rate * rate / 4) + (rate * rate * rate / 5));
}
