using SelfLearning.Demo.Reporting;

namespace SelfLearning.Demo.Verification;

/// <summary>What a sweep says about what was learned. Content types with too few blocks are in none of the numbers but the last.</summary>
internal sealed record SweepVerdict
{
    /// <summary>Content types where some setting is better than the default by more than two standard errors.</summary>
    public int Compressible { get; init; }

    /// <summary>Of the compressible content types, those that improved in the calls of the run.</summary>
    public int ImprovedCompressible { get; init; }

    /// <summary>Content types where no setting is better than the default; worse ones there may be.</summary>
    public int Incompressible { get; init; }

    /// <summary>Of the incompressible content types, those with an adaptation in the run.</summary>
    public int AdaptedIncompressible { get; init; }

    /// <summary>Content types where no setting differs from the default by more than two standard errors.</summary>
    public int Alike { get; init; }

    /// <summary>Of the alike content types, those with an adaptation in the run.</summary>
    public int AdaptedAlike { get; init; }

    /// <summary>Adaptations of the run to a value that is worse than the old one by more than two standard errors.</summary>
    public int FalselyAdapted { get; init; }

    /// <summary>Content types with too few blocks to say anything.</summary>
    public int Unjudged { get; init; }

    public static SweepVerdict Of(IEnumerable<ContextScore> scores, IReadOnlyDictionary<string, ContextSweep> sweeps) =>
        scores.Aggregate(new SweepVerdict(), (verdict, score) => verdict.With(score, sweeps.GetValueOrDefault(score.ContentType)));

    private SweepVerdict With(ContextScore score, ContextSweep? sweep)
    {
        if (sweep is not { IsConclusive: true }) return this with { Unjudged = Unjudged + 1 };
        var isAdapted = score.Adaptations.Length > 0;
        return this with
        {
            Compressible = Compressible + One(sweep.IsCompressible),
            ImprovedCompressible = ImprovedCompressible + One(sweep.IsCompressible && score.IsImproved),
            Incompressible = Incompressible + One(!sweep.IsCompressible),
            AdaptedIncompressible = AdaptedIncompressible + One(!sweep.IsCompressible && isAdapted),
            Alike = Alike + One(sweep.IsAlike),
            AdaptedAlike = AdaptedAlike + One(sweep.IsAlike && isAdapted),
            FalselyAdapted = FalselyAdapted + score.Changes().Count(change => sweep.Compare(change.After, change.Before).IsLess),
        };
    }

    private static int One(bool counts) => counts ? 1 : 0;
}
