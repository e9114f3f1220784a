using SelfLearning.Demo.Reporting;

namespace SelfLearning.Demo.Verification;

/// <summary>What a sweep says about what was learned.</summary>
/// <param name="Alike">Content types where no setting differs from the default by more than two standard errors.</param>
/// <param name="FalselyAdapted">Adaptations of the run to a value that is worse than the old one by more than two standard errors.</param>
/// <param name="AdaptedAlike">Of the alike content types, those with an adaptation in the run.</param>
/// <param name="Unjudged">Content types with too few blocks to say anything.</param>
internal sealed record SweepVerdict(int Alike, int FalselyAdapted, int AdaptedAlike, int Unjudged)
{
    public static SweepVerdict Of(IEnumerable<ContextScore> scores, IReadOnlyDictionary<string, ContextSweep> sweeps)
    {
        var verdict = new SweepVerdict(0, 0, 0, 0);
        foreach (var score in scores)
        {
            if (!sweeps.TryGetValue(score.ContentType, out var sweep) || !sweep.IsConclusive)
            {
                verdict = verdict with { Unjudged = verdict.Unjudged + 1 };
                continue;
            }

            verdict = verdict with
            {
                Alike = verdict.Alike + (sweep.IsAlike ? 1 : 0),
                AdaptedAlike = verdict.AdaptedAlike + (sweep.IsAlike && score.Adaptations.Length > 0 ? 1 : 0),
                FalselyAdapted = verdict.FalselyAdapted + score.Changes().Count(change => sweep.Compare(change.After, change.Before).IsLess),
            };
        }

        return verdict;
    }
}
