namespace SelfLearning.Benchmarks.Comparing;

/// <summary>Does one side's work for about the given time, and says how many calls that were.</summary>
internal delegate Task<long> Work(TimeSpan duration, CancellationToken cancellationToken);
