using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>
/// The value of one policy, the mean feedback if it had chosen, estimated from what another one logged. Rows come in one after another;
/// memory does not grow.
/// </summary>
/// <remarks>
/// With w = the policy's probability of the logged setting / its propensity, q = what a model expects of it and v = what it expects
/// of the policy: inverse propensity is the mean of w y (Horvitz and Thompson 1952), self-normalised Σ w y / Σ w (Hájek 1971), doubly
/// robust the mean of v + w (y - q) (Dudík, Langford and Li 2011).
/// </remarks>
/// <param name="largestWeight">No weight is above this.</param>
/// <param name="half">The row at which the second half of the log begins.</param>
internal sealed class PolicyEvaluation(double largestWeight, long half)
{
    // Both w y and w (1 - y) are at least 0, however large a weight is.
    private readonly AnytimeInterval _inverse = new(0);
    private readonly AnytimeInterval _robust = new(largestWeight);
    private double _robustSum;
    private double _unsupported;

    /// <summary>The sums over the first half of the log.</summary>
    public WeightedMean First { get; private set; }

    /// <summary>The sums over the second half of the log.</summary>
    public WeightedMean Second { get; private set; }

    /// <summary>The sums over the whole log.</summary>
    public WeightedMean All => First + Second;

    /// <summary>Rows in which the policy could not have chosen what was logged.</summary>
    public long Unused { get; private set; }

    /// <summary>The largest weight of a row.</summary>
    public double LargestWeight { get; private set; }

    /// <summary>The share of the policy's choices that the log does not have in their context: nothing in it speaks of them.</summary>
    public double UnsupportedShare => _unsupported / All.Count;

    /// <summary>Takes in a row.</summary>
    /// <param name="weight">w, from 0 to the largest weight.</param>
    /// <param name="feedback">y in [0, 1].</param>
    /// <param name="modelled">q in [0, 1], made before the row was seen.</param>
    /// <param name="expected">v, made before the row was seen. Its interval allows 0 to 1 for what the log does not have.</param>
    public void Add(double weight, double feedback, double modelled, in ModelledValue expected)
    {
        if (First.Count < half) First = First.With(weight, feedback);
        else Second = Second.With(weight, feedback);
        if (weight == 0) Unused++;
        LargestWeight = Math.Max(LargestWeight, weight);
        _inverse.Add(weight * feedback, weight * (1 - feedback));
        var least = expected.Supported + (weight * (feedback - modelled));
        _robustSum += least + expected.Extrapolated;
        _unsupported += expected.Unsupported;
        _robust.Add(least, 1 - (least + expected.Unsupported));
    }

    /// <summary>The mean of w y, with an interval valid at every moment.</summary>
    public IntervalEstimate InversePropensity(double alpha) => Of(All.Products / All.Count, _inverse.At(alpha));

    /// <summary>Σ w y / Σ w, with an asymptotic interval; <c>null</c> where no row has a weight.</summary>
    public IntervalEstimate? SelfNormalised(double alpha) => All.IsDefined ? Of(All.Mean, All.AsymptoticInterval(alpha)) : null;

    /// <summary>The mean of v + w (y - q), with an interval valid at every moment.</summary>
    public IntervalEstimate DoublyRobust(double alpha) => Of(_robustSum / All.Count, _robust.At(alpha));

    private static IntervalEstimate Of(double estimate, (double Lower, double Upper) interval) => new(estimate, interval.Lower, interval.Upper);
}
