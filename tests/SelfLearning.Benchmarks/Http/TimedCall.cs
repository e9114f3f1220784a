namespace SelfLearning.Benchmarks.Http;

/// <summary>A call that was made.</summary>
/// <param name="Due">When it was due, from the beginning of the load.</param>
/// <param name="Took">From when it was due until it was answered.</param>
internal readonly record struct TimedCall(TimeSpan Due, TimeSpan Took);
