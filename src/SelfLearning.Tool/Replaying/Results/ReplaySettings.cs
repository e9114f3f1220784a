using System.Collections.Immutable;

namespace SelfLearning.Tool.Replaying.Results;

/// <summary>What was asked for.</summary>
/// <param name="File">The name of the data file, without its folder.</param>
/// <param name="Context">The column of the context; <c>null</c> when all rows are one context.</param>
/// <param name="Parameters">The parameters in the order of the space.</param>
/// <param name="Feedback">The column of the feedback.</param>
/// <param name="Bernoulli">Whether feedback was drawn as 0 or 1 with the data's feedback as the probability of 1.</param>
/// <param name="Penalty">The column that was subtracted, with its weight, such as <c>cost:10</c>; <c>null</c> for none.</param>
/// <param name="Where">The conditions that rows had to meet, such as <c>model=small</c>.</param>
/// <param name="Calls">Calls of one run.</param>
/// <param name="Seeds">Runs that were asked for.</param>
/// <param name="Seed">The seed of the first run; the others count up from it.</param>
/// <param name="Threshold">The confidence at which an adaptation is applied.</param>
/// <param name="Pooling">The weight of what other contexts learned.</param>
/// <param name="Delay">Feedback comes 0 to so many calls after its call.</param>
/// <param name="Adapt">Whether anything was learned; <c>false</c> with <c>--no-adapt</c>.</param>
internal sealed record ReplaySettings(
    string File,
    string? Context,
    ImmutableArray<ReplayedParameter> Parameters,
    string Feedback,
    bool Bernoulli,
    string? Penalty,
    ImmutableArray<string> Where,
    int Calls,
    int Seeds,
    int Seed,
    double Threshold,
    double Pooling,
    int Delay,
    bool Adapt);
