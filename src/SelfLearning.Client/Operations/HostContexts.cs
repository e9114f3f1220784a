using System.Collections.Concurrent;
using SelfLearning.Hosting;
using SelfLearning.Modules;
using SelfLearning.Outcomes;

namespace SelfLearning.Operations;

/// <summary>
/// The contexts of all modules this host runs. One timer asks, every 5 s, for what is in force in the contexts that were used within
/// the last minute and of which nothing was heard; it stands still while no context is used.
/// </summary>
internal sealed class HostContexts : IDisposable, IAsyncDisposable
{
    /// <summary>The most contexts that are kept; beyond it those unused for the longest time go, if no outcome waits in them.</summary>
    public const int Limit = 10_000;

    /// <summary>How often contexts in use ask.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private const int Goers = Limit / 10;
    private const int PollsAtOnce = 32;

    // A little less than the interval: the answer to a poll comes after it, and the next poll shall ask again.
    private static readonly TimeSpan Silence = PollInterval * 0.8;

    private readonly HostModules _modules;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private bool _isPolling;
    private int _count;

    public HostContexts(HostModules modules, OutcomeQueue outcomes, HostRandom random, TimeProvider time)
    {
        (_modules, Outcomes, Random, _time) = (modules, outcomes, random, time);
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(_ => Poll(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The outcomes of all contexts.</summary>
    public OutcomeQueue Outcomes { get; }

    /// <summary>The random source of decisions.</summary>
    public HostRandom Random { get; }

    /// <summary>The last poll; a next one begins only when it has ended.</summary>
    public Task Polling { get; private set; } = Task.CompletedTask;

    /// <summary>A context of a module; made when it is first used.</summary>
    public HostContext<TConfig> Get<TConfig>(HostModule<TConfig> module, ModuleServices services, ContextKey key)
        where TConfig : ModuleConfig =>
        module.Contexts.TryGetValue(key, out var known) ? known : Add(module.Contexts, new HostContext<TConfig>(module, services, key));

    /// <inheritdoc cref="Get{TConfig}"/>
    public ValuesContext Get(ValuesModule module, ModuleServices services, ContextKey key) =>
        module.Contexts.TryGetValue(key, out var known) ? known : Add(module.Contexts, new ValuesContext(module, services, key));

    /// <summary>Has contexts ask before they decide, because this host has changed something.</summary>
    /// <param name="module">The module's name.</param>
    /// <param name="key">The context; <c>null</c> for all of the module.</param>
    public void Expire(string module, ContextKey? key)
    {
        foreach (var context in _modules.All.Where(known => known.Name == module).SelectMany(known => known.AllContexts))
            if (key is null || context.Key == key) context.Expire();
    }

    /// <summary>Polls while contexts are in use.</summary>
    public void KeepFresh()
    {
        lock (_lock)
        {
            if (_isPolling) return;
            _isPolling = true;
            _timer.Change(PollInterval, PollInterval);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Outcomes.Close();
        Random.Dispose();
    }

    /// <summary>Sends what waits, for 5 s at most.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await Outcomes.FlushAllAsync();
        Outcomes.Close();
        Random.Dispose();
    }

    private TContext Add<TContext>(ConcurrentDictionary<ContextKey, TContext> contexts, TContext made)
        where TContext : HostContext
    {
        var known = contexts.GetOrAdd(made.Key, made);
        if (ReferenceEquals(known, made) && Interlocked.Increment(ref _count) > Limit) Trim();
        return known;
    }

    private void Poll()
    {
        Outcomes.Drops.Tell();
        lock (_lock)
        {
            if (Polling.IsCompleted) Polling = PollAsync();
        }
    }

    private async Task PollAsync()
    {
        var now = _time.GetTimestamp();
        var used = InUse(now).ToList();
        if (used.Count == 0)
        {
            Rest();
            return;
        }

        await Parallel.ForEachAsync(
            used.Where(context => context.Policy is not null && context.IsSilentFor(Silence, now)),
            new ParallelOptions { MaxDegreeOfParallelism = PollsAtOnce },
            (context, _) => new ValueTask(context.RefreshAsync()));
    }

    private IEnumerable<HostContext> InUse(long now) => _modules.All.SelectMany(module => module.AllContexts).Where(context => context.IsInUse(now));

    private void Rest()
    {
        lock (_lock)
        {
            // What was dropped is told before.
            if (Outcomes.Drops.IsPending) return;
            // A decision that found its context still in use may note that only now: the timer goes on for one interval more.
            if (InUse(_time.GetTimestamp() - ((long)PollInterval.TotalSeconds * _time.TimestampFrequency)).Any()) return;
            _isPolling = false;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Trim()
    {
        lock (_lock)
        {
            if (Volatile.Read(ref _count) <= Limit) return;
            var goers = _modules.All.SelectMany(module => module.AllContexts.Select(context => (module, context)))
                .Where(known => known.context.Outbox.IsEmpty)
                .OrderBy(known => known.context.UsedAt).Take(Goers).ToList();
            foreach (var (module, context) in goers)
                if (module.Forget(context)) Interlocked.Decrement(ref _count);
        }
    }
}
