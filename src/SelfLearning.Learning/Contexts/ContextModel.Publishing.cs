namespace SelfLearning.Learning;

/// <content>New policy versions.</content>
public sealed partial class ContextModel
{
    // The largest trial share that the options allow.
    private double Ceiling => Options.EffectiveMode switch
    {
        LearningMode.Automatic => Options.TrialShareLimit,
        LearningMode.RequireApproval => Options.ExplorationRate,
        _ => 0,
    };

    private TrialPlan Plan(LearnerSituation situation) => Options.EffectiveMode == LearningMode.Off
        ? TrialPlan.None
        : StrategyAnswers.Require(_learner.Plan(situation), situation, Space);

    // Outside a learning cycle: what a person or a definition decides holds at once, and whatever the strategy does.
    private void Publish(DateTimeOffset now)
    {
        TrialPlan plan;
        _savedLearner = null;
        try
        {
            plan = Plan(Situation());
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The next learning cycle reports it; until then only values in use are served.
            plan = TrialPlan.None;
        }

        Publish(plan, now, PublishingRule.Always);
    }

    // Puts a plan into a new policy version where the rule finds it worth one.
    private void Publish(TrialPlan plan, DateTimeOffset now, PublishingRule rule)
    {
        var next = new PolicySnapshot
        {
            Version = Policies.IsEmpty ? 1 : Policies.Current.Version + 1,
            PublishedAt = now,
            Values = ValuesInUse(),
            Candidates = [.. plan.Candidates.Select(c => new PolicyCandidate(Space[c.Parameter].Name, Space[c.Parameter].Values[c.Value], c.Share))],
            TrialShare = plan.TrialShare,
        };
        if (Policies.IsEmpty || rule.IsDue(Policies.Current, next)) Policies.Add(next);
    }
}
