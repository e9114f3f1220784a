namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>An adaptation in the list of its context.</summary>
internal sealed record AdaptationModel
{
    public required long Id { get; init; }

    public required string Parameter { get; init; }

    public required string OldValue { get; init; }

    public required string NewValue { get; init; }

    /// <summary>The confidence; <c>null</c> where the learner did not decide and there was none.</summary>
    public required double? Confidence { get; init; }

    /// <summary>Whether other contexts had to speak for it.</summary>
    public required bool IsInherited { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The feedback it rests on, in a sentence.</summary>
    public required string Evidence { get; init; }

    public required StatusText Status { get; init; }

    public required string DecidedBy { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required string? Note { get; init; }

    /// <summary>Whether a person is asked.</summary>
    public required bool CanApprove { get; init; }

    /// <summary>Whether it can be undone.</summary>
    public required bool CanRollBack { get; init; }

    public static AdaptationModel Of(Adaptation adaptation, PolicySnapshot policy) => new()
    {
        Id = adaptation.Id,
        Parameter = adaptation.ParameterName,
        OldValue = adaptation.OldValue,
        NewValue = adaptation.NewValue,
        Confidence = adaptation.LearnedConfidence,
        IsInherited = adaptation.Evidence == EvidenceOrigin.Inherited,
        Reason = adaptation.Reason,
        Evidence = EvidenceOf(adaptation),
        Status = StatusText.Of(adaptation.Status),
        DecidedBy = adaptation.DecidedBy,
        DecidedAt = adaptation.DecidedAt,
        Note = adaptation.Note,
        CanApprove = adaptation.Status == AdaptationStatus.Proposed,
        CanRollBack = adaptation.Applied && policy.Values.Any(value => value.ParameterName == adaptation.ParameterName && value.Value == adaptation.NewValue),
    };

    private static string EvidenceOf(Adaptation adaptation)
    {
        var basis = adaptation.MetricsBasis;
        if (basis.Feedbacks == 0) return "No feedback had been learned when it was made.";
        var cycle = basis.LearningCycle == 0 ? "a person's decision" : $"learning cycle {Figures.Count(basis.LearningCycle)}";
        return $"{Side(adaptation.OldValue, basis.OldCount, basis.OldMean)}; {Side(adaptation.NewValue, basis.NewCount, basis.NewMean)}; "
            + $"estimated gain {Figures.Gain(basis.Difference)}. Of {Figures.Count(basis.Feedbacks, "feedback")}, {cycle}.";
    }

    private static string Side(string value, long count, double? mean) =>
        count == 0 ? $"‘{value}’ had no feedback" : $"‘{value}’ {Figures.Quality(mean)} in {Figures.Count(count, "feedback")}";
}
