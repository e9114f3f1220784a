namespace SelfLearning.Tool.Replaying.Results;

/// <summary>What the learner earned on the rows of a log that its own choices agree with.</summary>
/// <param name="Mean">Mean feedback of the accepted rows, over the runs; <c>null</c> where none was accepted.</param>
/// <param name="StandardError">Of the mean of one run, from the spread of its feedback: the runs read the same log, so that their average is hardly more exact.</param>
/// <param name="Accepted">Accepted rows, over all runs.</param>
/// <param name="Offered">Rows that were offered, over all runs.</param>
internal sealed record RejectionEstimate(double? Mean, double? StandardError, long Accepted, long Offered);
