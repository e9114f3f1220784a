using System.Collections.Immutable;

namespace SelfLearning.Tool.Replaying.Data;

/// <summary>Which columns of a file mean what.</summary>
/// <param name="File">The CSV file; compressed by gzip or not.</param>
/// <param name="Parameters">The tunable parameters, at least one.</param>
/// <param name="Feedback">The column of the feedback, 0 to 1.</param>
internal sealed record DataMapping(string File, ImmutableArray<ParameterColumn> Parameters, string Feedback)
{
    /// <summary>Further files whose columns are added.</summary>
    public ImmutableArray<JoinedFile> Joins { get; init; } = [];

    /// <summary>The column of the context; <c>null</c> when all rows are one context.</summary>
    public string? Context { get; init; }

    /// <summary>The column that names the item of a row; <c>null</c> for none.</summary>
    public string? Id { get; init; }

    /// <summary>The column of the probability with which the row's setting was chosen, above 0 to 1; <c>null</c> for none.</summary>
    public string? Propensity { get; init; }

    /// <summary>What a row must fulfil to count.</summary>
    public ImmutableArray<RowCondition> Where { get; init; } = [];

    /// <summary>A column of costs that is subtracted from the feedback; <c>null</c> for none.</summary>
    public Penalty? Penalty { get; init; }

    /// <summary>Default values by parameter; by default the first value in the file, of a number the smallest, of a switch false.</summary>
    public ImmutableArray<ParameterValue> Defaults { get; init; } = [];
}
