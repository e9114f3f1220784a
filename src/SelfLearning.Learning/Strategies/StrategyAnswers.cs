namespace SelfLearning.Learning;

/// <summary>Checks what a strategy says, before anything is changed by it.</summary>
internal static class StrategyAnswers
{
    // Shares are sums of rounded numbers.
    private const double Rounding = 1e-9;

    /// <summary>Checks a proposal.</summary>
    /// <exception cref="AdaptationException">A place or a number is impossible.</exception>
    public static void Require(Proposal proposal, ParameterSpace space)
    {
        if (!Has(space, proposal.Parameter, proposal.Value))
            throw new AdaptationException($"it proposed value {proposal.Value} of parameter {proposal.Parameter}, which the parameter space does not have.");
        if (!(proposal.Confidence is >= 0 and <= 1) || !double.IsFinite(proposal.Difference))
            throw new AdaptationException($"it proposed a change with confidence {proposal.Confidence} and difference {proposal.Difference}: a confidence is 0 to 1, a difference finite.");
        if (proposal.OtherContexts < 0) throw new AdaptationException($"it proposed a change that rests on {proposal.OtherContexts} other contexts: that is at least 0.");
    }

    /// <summary>Checks a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="situation">What it was made for.</param>
    /// <param name="space">The parameters.</param>
    /// <exception cref="AdaptationException">A place is impossible, or the shares do not add up.</exception>
    public static TrialPlan Require(TrialPlan plan, LearnerSituation situation, ParameterSpace space)
    {
        var sum = 0.0;
        foreach (var candidate in plan.Candidates)
        {
            if (!Has(space, candidate.Parameter, candidate.Value) || candidate.Value == situation.Incumbents[candidate.Parameter])
                throw new AdaptationException($"it planned to try value {candidate.Value} of parameter {candidate.Parameter}, which the parameter space does not have or which is in use.");
            if (!(candidate.Share > 0)) throw new AdaptationException($"it planned a trial with a share of {candidate.Share}, which is not above 0.");
            sum += candidate.Share;
        }

        return plan.TrialShare is >= 0 and <= 0.95 + Rounding && Math.Abs(sum - plan.TrialShare) <= Rounding
            ? plan
            : throw new AdaptationException($"it planned a trial share of {plan.TrialShare} with shares of {sum} in all: they are equal, and 0 to 0.95.");
    }

    private static bool Has(ParameterSpace space, int parameter, int value) =>
        parameter >= 0 && parameter < space.Count && value >= 0 && value < space[parameter].Values.Length;
}
