namespace SelfLearning.Demo.Reporting;

/// <summary>What became of the feedback, in the JSON result.</summary>
/// <param name="Acknowledged">Feedbacks acknowledged in this run.</param>
/// <param name="AcknowledgedInAllRuns">Feedbacks acknowledged as counted in all runs on the data folder.</param>
/// <param name="KnownToSilo">Feedbacks the silo has learned or queued: equal to <paramref name="AcknowledgedInAllRuns"/>.</param>
internal sealed record JsonFeedback(long Acknowledged, long AcknowledgedInAllRuns, long KnownToSilo);
