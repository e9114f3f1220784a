namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>Whether a context learns and, if not, why.</summary>
/// <param name="Question">What the sentence answers.</param>
/// <param name="Answer">The answer in a word or two.</param>
/// <param name="Explanation">The sentence.</param>
/// <param name="Sign">A sign, so that colour is never the only one.</param>
/// <param name="Tone">The class by which it is coloured.</param>
/// <param name="Adaptation">The adaptation the sentence speaks of; <c>null</c> for none.</param>
internal sealed record StatusModel(string Question, string Answer, string Explanation, string Sign, string Tone, long? Adaptation)
{
    private const string WhyNot = "Why does it not learn?";

    public static StatusModel Of(LearningStatus status)
    {
        var (question, answer, sign, tone) = status.Reason switch
        {
            LearningStatusReason.Adapted => ("Does it learn?", "Yes, it has changed lately", "✓", "good"),
            LearningStatusReason.Learning => ("Does it learn?", "Yes, it is comparing", "✓", "good"),
            LearningStatusReason.StorageUnavailable => (WhyNot, "Storage is unavailable", "!", "bad"),
            LearningStatusReason.Off => (WhyNot, "Learning is off", "–", "quiet"),
            LearningStatusReason.NothingToLearn => (WhyNot, "There is nothing to learn", "–", "quiet"),
            LearningStatusReason.WaitingForApproval => (WhyNot, "It waits for you", "?", "wait"),
            LearningStatusReason.Pinned => (WhyNot, "It is pinned by a person", "•", "quiet"),
            LearningStatusReason.NoFeedback => (WhyNot, "There is no feedback yet", "…", "quiet"),
            LearningStatusReason.TooFewFeedbacks => (WhyNot, "There is too little feedback", "…", "quiet"),
            LearningStatusReason.BelowThreshold => (WhyNot, "It is not sure enough", "…", "quiet"),
            LearningStatusReason.NoDifference => (WhyNot, "It found no difference", "=", "quiet"),
            _ => (WhyNot, status.Reason.ToString(), "…", "quiet"),
        };
        return new StatusModel(question, answer, status.Explanation, sign, tone, status.Adaptation?.Id);
    }
}
