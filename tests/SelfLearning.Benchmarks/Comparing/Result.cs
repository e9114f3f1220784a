namespace SelfLearning.Benchmarks.Comparing;

/// <summary>One line of the outcome: a subject, which is the product's way, against a reference.</summary>
internal sealed record Result
{
    /// <summary>The workload and the variant, as in <c>process/1-context</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The subject's figure over the reference's; of several rounds the median of the rounds' ratios.</summary>
    public required double Ratio { get; init; }

    /// <summary>The lowest ratio of a round, where there were rounds.</summary>
    public double? Low { get; init; }

    /// <summary>The highest ratio of a round, where there were rounds.</summary>
    public double? High { get; init; }

    /// <summary>The subject's figure.</summary>
    public required double A { get; init; }

    /// <summary>The reference's figure.</summary>
    public required double B { get; init; }

    /// <summary>What the figures count.</summary>
    public required string Unit { get; init; }

    /// <summary>Bytes allocated for a call of the subject.</summary>
    public double? BytesA { get; init; }

    /// <summary>Bytes allocated for a call of the reference.</summary>
    public double? BytesB { get; init; }

    /// <summary>What must hold.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>What a reader must know beside the figures.</summary>
    public string? Note { get; init; }
}
