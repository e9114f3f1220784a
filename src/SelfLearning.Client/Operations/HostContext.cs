using Microsoft.Extensions.Logging;
using SelfLearning.Contracts;
using SelfLearning.Hosting;
using SelfLearning.Learning;
using SelfLearning.Modules;
using SelfLearning.Outcomes;

namespace SelfLearning.Operations;

/// <summary>
/// One context of a module that this host runs: what it decides with, how fresh that is, and the outcomes on their way. Safe for
/// concurrent use.
/// </summary>
internal abstract partial class HostContext
{
    /// <summary>A context unused for longer asks before it decides.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    /// <summary>How long a host decides without a word from the cluster.</summary>
    public static readonly TimeSpan LongestCutOff = TimeSpan.FromHours(1);

    // Every decision notes its use; that it is written only now and then keeps threads from waiting for each other's caches.
    private static readonly TimeSpan UsePrecision = TimeSpan.FromMilliseconds(100);

    private readonly HostModule _module;
    private readonly ModuleServices _services;
    private readonly Lock _lock = new();
    private readonly long _idle;
    private readonly long _longestCutOff;
    private readonly long _usePrecision;
    private Task? _fetching;
    private SiloClock? _clock;
    private long _usedAt;
    private long _confirmedAt;
    private long _heardAt;
    private int _wanted = 1;
    private int _fetched;

    protected HostContext(HostModule module, ModuleServices services, ContextKey key)
    {
        (_module, _services, Key) = (module, services, key);
        var second = services.Time.TimestampFrequency;
        (_idle, _longestCutOff) = ((long)Idle.TotalSeconds * second, (long)LongestCutOff.TotalSeconds * second);
        _usePrecision = second * (long)UsePrecision.TotalMilliseconds / 1_000;
        _usedAt = services.Time.GetTimestamp();
        Outbox = new Outbox(this, services);
    }

    /// <summary>The context key.</summary>
    public ContextKey Key { get; }

    /// <summary>The module's name.</summary>
    public string Module => _module.Name;

    /// <summary>The outcomes that wait or are on their way.</summary>
    public Outbox Outbox { get; }

    /// <summary>What was fetched last, or <c>null</c>.</summary>
    public abstract HostPolicy? Policy { get; }

    /// <summary>When it was last used, as a timestamp of about 0.1 s.</summary>
    public long UsedAt => Volatile.Read(ref _usedAt);

    /// <summary>The services of its module.</summary>
    protected ModuleServices Services => _services;

    /// <summary>The silo's time at a timestamp; not before the first answer.</summary>
    public DateTimeOffset TimeAt(long timestamp) => _clock!.At(timestamp, _services.Time);

    /// <summary>Whether it was used within the last minute.</summary>
    public bool IsInUse(long now) => now - UsedAt <= _idle;

    /// <summary>Whether nothing was heard of it for that long.</summary>
    public bool IsSilentFor(TimeSpan time, long now) => _services.Time.GetElapsedTime(Volatile.Read(ref _heardAt), now) >= time;

    /// <summary>Has the next decision ask first, because this host has changed something.</summary>
    public void Expire() => Interlocked.Increment(ref _wanted);

    /// <summary>Asks for what is in force; one question at a time, shared by all who wait.</summary>
    public Task FetchAsync()
    {
        lock (_lock)
        {
            if (_fetching is { IsCompleted: false } running) return running;
            // Whoever asks first may be a grain, whose scheduler and context are its own.
            using (ExecutionContext.SuppressFlow()) return _fetching = Task.Run(FetchOnceAsync);
        }
    }

    /// <summary>Asks in the background, where a failure changes nothing.</summary>
    public async Task RefreshAsync()
    {
        try
        {
            await FetchAsync();
        }
        catch (Exception exception)
        {
            LogNotRefreshed(_services.Logger, exception, Module, Key);
        }
    }

    /// <summary>Sends a batch of outcomes, and takes note of what the answer says.</summary>
    public async Task SendAsync(byte[] batch)
    {
        var reply = await _module.CallAsync(
            _services,
            () => _services.Grains.ContextAsync(Key, "A batch of outcomes", grain => grain.RecordOutcomesAsync(batch), CancellationToken.None),
            CancellationToken.None);
        var isCurrent = reply.Version == Policy?.Version;
        Hear(reply.Time, isCurrent);
        if (!isCurrent) _ = RefreshAsync();
    }

    /// <summary>Whether a decision may be made at once with what is known; notes the use.</summary>
    protected bool IsFresh(long now)
    {
        var unused = now - Volatile.Read(ref _usedAt);
        if (unused > _idle || IsExpired || !IsConfirmed(now)) return false;
        if (unused > _usePrecision) Volatile.Write(ref _usedAt, now);
        return true;
    }

    /// <summary>Asks the cluster. Without it what is known goes on serving, up to an hour.</summary>
    /// <exception cref="ClusterUnavailableException">The cluster does not answer and nothing is known, or it is too old.</exception>
    protected async Task EnsureAsync(CancellationToken cancellationToken)
    {
        try
        {
            // What was asked before this host changed something does not answer what is in force after it.
            do await FetchAsync().WaitAsync(cancellationToken);
            while (IsExpired);
        }
        catch (SelfLearningException exception) when (exception.IsRetryable && Policy is not null)
        {
            var now = _services.Time.GetTimestamp();
            if (!IsConfirmed(now)) throw TooOld(exception);
            // The poll asks on; until it is answered, decisions do not wait for a cluster that is away.
            Volatile.Write(ref _fetched, Volatile.Read(ref _wanted));
        }

        Volatile.Write(ref _usedAt, _services.Time.GetTimestamp());
        // Not before: a poll that finds no context in use stops.
        _services.Hosts.KeepFresh();
    }

    /// <summary>Decides with this from now on.</summary>
    protected abstract void Take(HostPolicy policy);

    private bool IsExpired => Volatile.Read(ref _fetched) != Volatile.Read(ref _wanted);

    private bool IsConfirmed(long now) => now - Volatile.Read(ref _confirmedAt) <= _longestCutOff;

    private async Task FetchOnceAsync()
    {
        var wanted = Volatile.Read(ref _wanted);
        var known = Policy?.Version ?? HostPolicyVersion.None;
        var reply = await _module.CallAsync(
            _services,
            () => _services.Grains.AskContextAsync(Key, "BeginAsync", grain => grain.GetHostPolicyAsync(known), CancellationToken.None),
            CancellationToken.None);
        Hear(reply.Time, isConfirmed: true);
        if (reply.Policy is { } policy) Take(policy);
        Volatile.Write(ref _fetched, wanted);
    }

    private void Hear(DateTimeOffset time, bool isConfirmed)
    {
        var now = _services.Time.GetTimestamp();
        Volatile.Write(ref _clock, new SiloClock(time, now));
        Volatile.Write(ref _heardAt, now);
        if (isConfirmed) Volatile.Write(ref _confirmedAt, now);
    }

    private ClusterUnavailableException TooOld(SelfLearningException cause) => new(
        $"Module '{Module}', context '{Key}': the cluster has not said for {LongestCutOff.TotalHours:0} hour what is in force, and this host decides no "
        + $"longer with what it knew. {cause.Message}",
        cause)
    {
        Module = Module,
        Context = Key.Text,
        IsRetryable = true,
        WasSent = cause is ClusterUnavailableException { WasSent: true },
    };

    [LoggerMessage(3020, LogLevel.Debug, "Module {Module}, context {Context}: what is in force could not be asked; decisions go on with what is known")]
    private static partial void LogNotRefreshed(ILogger logger, Exception exception, string module, ContextKey context);
}
