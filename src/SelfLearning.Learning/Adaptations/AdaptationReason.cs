using System.Globalization;

namespace SelfLearning.Learning;

/// <summary>The sentence that explains an adaptation, made from its numbers.</summary>
public static class AdaptationReason
{
    /// <summary>Says what the values scored and how sure the learner is.</summary>
    public static string Of(string oldValue, string newValue, MetricsBasis basis, Proposal proposal, Adaptation? undone)
    {
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(proposal);
        var sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"'{newValue}' {Mean(basis.NewMean, basis.NewCount)}, '{oldValue}' {Mean(basis.OldMean, basis.OldCount)}; {Estimate(basis, proposal)}, confidence {proposal.Confidence:0.00}{Others(proposal)}");
        return undone is null
            ? sentence + "."
            : string.Create(CultureInfo.InvariantCulture, $"Rolls back adaptation {undone.Id} ('{undone.OldValue}' to '{undone.NewValue}'): {sentence}.");
    }

    private static string Estimate(MetricsBasis basis, Proposal proposal) => proposal.HasEstimate
        ? string.Create(CultureInfo.InvariantCulture, $"estimated difference {basis.Difference:+0.000;-0.000;0.000}")
        : "no estimate of its own yet";

    private static string Others(Proposal proposal)
    {
        if (proposal.OtherContexts == 0 && !proposal.IsInherited) return "";
        var contexts = string.Create(CultureInfo.InvariantCulture, $"{proposal.OtherContexts} other {(proposal.OtherContexts == 1 ? "context" : "contexts")}");
        return proposal.IsInherited ? $", inherited from {contexts}" : $" together with {contexts}";
    }

    private static string Mean(double? mean, long count) => mean is null
        ? "has no feedback"
        : string.Create(CultureInfo.InvariantCulture, $"averages {mean:0.000} over {count} {(count == 1 ? "feedback" : "feedbacks")}");
}
