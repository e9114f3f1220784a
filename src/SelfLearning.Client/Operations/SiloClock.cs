namespace SelfLearning.Operations;

/// <summary>
/// The silo's clock as a host knows it: the time of an answer, and how long ago it came by a clock that nobody sets. It is behind by
/// the way of the answer and never ahead, however wrong the host's own clock is.
/// </summary>
/// <param name="Time">The silo's time in the answer.</param>
/// <param name="ReceivedAt">The timestamp at which it came.</param>
internal sealed record SiloClock(DateTimeOffset Time, long ReceivedAt)
{
    /// <summary>The silo's time at a timestamp of this host.</summary>
    public DateTimeOffset At(long timestamp, TimeProvider clock) => Time + clock.GetElapsedTime(ReceivedAt, timestamp);
}
