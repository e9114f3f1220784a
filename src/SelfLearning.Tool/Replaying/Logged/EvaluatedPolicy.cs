using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>One policy under evaluation: its estimates over all rows, and its doubly robust mean in each context.</summary>
/// <param name="name"><c>learned</c>, <c>default</c>, <c>uniform</c> or <c>fixed</c>.</param>
/// <param name="setting">The setting of a policy that always serves the same; <c>null</c> for others, -1 for one that no row has.</param>
/// <param name="log">The log.</param>
/// <param name="largestWeight">No weight is above this.</param>
/// <param name="alpha">Its intervals miss with at most this probability.</param>
internal sealed class EvaluatedPolicy(string name, int? setting, DecisionLog log, double largestWeight, double alpha)
{
    private readonly double[] _contextSums = new double[log.Contexts.Count];
    private readonly long[] _contextRows = new long[log.Contexts.Count];
    private readonly bool[] _isExtrapolated = new bool[log.Contexts.Count];

    public string Name => name;

    public int? Setting => setting;

    public PolicyEvaluation Evaluation { get; } = new(largestWeight, log.Rows / 2);

    /// <summary>Takes in a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="share">The policy's probability of what the row has.</param>
    /// <param name="modelled">What was expected of that.</param>
    /// <param name="expected">What was expected of the policy.</param>
    public void Add(in LoggedDecision row, double share, double modelled, in ModelledValue expected)
    {
        var weight = share / row.Propensity;
        Evaluation.Add(weight, row.Feedback, modelled, expected);
        _contextSums[row.Context] += expected.Supported + expected.Extrapolated + (weight * (row.Feedback - modelled));
        _contextRows[row.Context]++;
        _isExtrapolated[row.Context] |= expected.Unsupported > 0;
    }

    /// <summary>The doubly robust mean feedback in a context; <c>null</c> where the log does not have all that the policy serves there.</summary>
    public double? MeanIn(int context) => _contextRows[context] == 0 || _isExtrapolated[context] ? null : _contextSums[context] / _contextRows[context];

    /// <summary>The doubly robust mean feedback; <c>null</c> where the log does not have all that the policy serves.</summary>
    public double? Mean => Evaluation.UnsupportedShare > 0 ? null : Evaluation.DoublyRobust(alpha).Estimate;

    /// <summary>The estimates so far.</summary>
    public PolicyEstimate Estimate(RejectionEstimate? rejection)
    {
        var all = Evaluation.All;
        return new PolicyEstimate(
            name, setting is { } place ? log.Texts(log.PlacesOf(place)) : null, rejection, 1 - alpha, Evaluation.InversePropensity(alpha),
            Evaluation.SelfNormalised(alpha), Evaluation.DoublyRobust(alpha), all.EffectiveSampleSize, all.MeanWeight, Evaluation.LargestWeight,
            (double)Evaluation.Unused / all.Count, Evaluation.UnsupportedShare);
    }
}
