namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>One row of a log: what was chosen, how likely that was, and how it turned out.</summary>
/// <param name="Context">The place of its context in <see cref="DecisionLog.Contexts"/>.</param>
/// <param name="Setting">The place of what was chosen in <see cref="DecisionLog.Settings"/>.</param>
/// <param name="Propensity">The probability with which it was chosen, given the context: above 0, at most 1.</param>
/// <param name="Feedback">0 to 1.</param>
internal readonly record struct LoggedDecision(int Context, int Setting, double Propensity, double Feedback);
