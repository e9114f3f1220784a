namespace SelfLearning.Browser.Tests.Hosting;

/// <summary>The time of this machine, some time ago: what took days is lived through in seconds. Timers run as ever.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ticks;

    /// <summary>How far it is from the time of the machine.</summary>
    public TimeSpan Shift
    {
        get => new(Interlocked.Read(ref _ticks));
        set => Interlocked.Exchange(ref _ticks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
