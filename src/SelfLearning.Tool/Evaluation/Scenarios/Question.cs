namespace SelfLearning.Tool.Evaluation.Scenarios;

/// <summary>What a scenario asks of a learner.</summary>
internal enum Question
{
    /// <summary>Something is better: how much of it is won?</summary>
    Effect,

    /// <summary>Nothing is better: how often is something changed all the same?</summary>
    Null,

    /// <summary>What was best turns bad: how soon is it left?</summary>
    Drift,

    /// <summary>A population of contexts: how often is a change truly better, at which claimed confidence?</summary>
    Calibration,
}
