namespace SelfLearning.Faults.Availability;

/// <summary>One call, by the clock of the run.</summary>
/// <param name="Context">The context it went to.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="AnsweredAt">When it was answered or given up.</param>
/// <param name="Succeeded">Whether it was answered well and soon enough.</param>
internal readonly record struct Call(string Context, TimeSpan IssuedAt, TimeSpan AnsweredAt, bool Succeeded);
