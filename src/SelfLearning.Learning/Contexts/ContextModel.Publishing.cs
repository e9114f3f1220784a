namespace SelfLearning.Learning;

/// <content>New policy versions.</content>
public sealed partial class ContextModel
{
    // Silos' clocks differ by no more.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether a decision of that time can be one of a policy version. A context that was deleted, or restored from a backup, gives version
    /// numbers anew: a decision from before a version was published was made with another one of that number.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="decidedAt">When it was decided.</param>
    public static bool CanDecide(PolicySnapshot version, DateTimeOffset decidedAt)
    {
        ArgumentNullException.ThrowIfNull(version);
        return decidedAt >= version.PublishedAt - ClockSkew;
    }

    /// <summary>
    /// Publishes the policy in force once more where it was published in what is the future by this clock, as after a clock went back or where
    /// a silo's was ahead: until that time every decision made with it would seem to be one of a context that is gone.
    /// </summary>
    /// <returns>Whether there is a new version, to be written before anything is decided with it.</returns>
    public bool FollowClock(DateTimeOffset now)
    {
        if (CanDecide(Policies.Current, now)) return false;
        Policies.Add(Policies.Current with { Version = Policies.Current.Version + 1, PublishedAt = now });
        return true;
    }

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
