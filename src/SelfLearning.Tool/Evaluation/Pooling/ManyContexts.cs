using SelfLearning.Learning;
using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Evaluation.Simulations;

namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>
/// Plays <see cref="ManyWorlds"/> against one module: calls come to contexts, a learning cycle runs in every context with feedback after every 50
/// calls, and what contexts learn goes to the pool. A context is created by its first call.
/// </summary>
/// <param name="worlds">The means of all contexts.</param>
/// <param name="seed">Of the choices and of the feedback.</param>
/// <param name="options">The options; <see cref="ModuleOptions.PoolingStrength"/> 0 for contexts on their own.</param>
/// <param name="lag">
/// How many calls go by between two deliveries to the pool, which is how stale a context's view of it may be; 0 to deliver after every single feedback.
/// </param>
internal sealed class ManyContexts(ManyWorlds worlds, ulong seed, ModuleOptions options, int lag)
{
    private const int CallsBetweenCycles = 50;

    private readonly SortedDictionary<int, PlayedContext> _contexts = [];
    private readonly List<PooledAdaptation> _adaptations = [];
    private readonly PoolModel _pool = new();
    private readonly ParameterSpace _space = WorldOf(worlds.Means[0]).Space();

    private PoolSnapshot? _snapshot;
    private long _report;

    /// <summary>Changes what is delivered to the pool; a context that has nothing new to tell is not asked.</summary>
    public Func<PoolEvidence, PoolEvidence> Delivered { get; init; } = evidence => evidence;

    /// <summary>The adaptations in the order in which they were made.</summary>
    public IReadOnlyList<PooledAdaptation> Adaptations => _adaptations;

    /// <summary>The calls of each context that had any.</summary>
    public IEnumerable<KeyValuePair<int, int>> CallsByContext => _contexts.Select(c => KeyValuePair.Create(c.Key, c.Value.Calls));

    /// <summary>The mean quality gained over the default, summed over the calls.</summary>
    public double Gain { get; private set; }

    /// <summary>What the best value of each context would have gained, summed over the calls.</summary>
    public double Oracle { get; private set; }

    private bool Pools => options.PoolingStrength > 0;

    /// <summary>Runs so many calls.</summary>
    public ManyContexts Run(int calls, CancellationToken cancellationToken = default)
    {
        for (var call = 0; call < calls; call++)
        {
            Serve(call);
            if ((call + 1) % CallsBetweenCycles == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var (key, context) in _contexts)
                    if (context.HasFeedback) Learn(key, context);
            }

            if (Pools && lag > 0 && (call + 1) % lag == 0) DeliverAll();
        }

        return this;
    }

    private void Serve(int call)
    {
        var key = worlds.ContextOf(call);
        var means = worlds.Means[key];
        if (!_contexts.TryGetValue(key, out var context))
        {
            _contexts.Add(key, context = new PlayedContext(WorldOf(means), (seed * 1_000_003) + (ulong)key, options));
            if (Pools) Note(key, context, context.Decide(Snapshot()));
        }

        var served = context.Serve();
        Gain += means[served.Setting] - means[0];
        Oracle += means.Max() - means[0];
        context.Receive(served, CounterRandom.U(seed, CounterRandom.Reward, (ulong)call * 32) < means[served.Setting] ? 1 : 0);
    }

    private static World WorldOf(double[] means) => new(means, new WorldParameter(means.Length, false, 0));

    private void Learn(int key, PlayedContext context)
    {
        while (context.LearnNext(Snapshot()))
            if (Pools && lag == 0) Deliver(context);
        Note(key, context, context.Decide(Snapshot()));
    }

    private void Note(int key, PlayedContext context, Change? change)
    {
        if (change is { } made) _adaptations.Add(new PooledAdaptation(key, context.Calls, made));
    }

    // Without a lag everybody always sees the pool as it is.
    private PoolSnapshot? Snapshot() => !Pools ? null : lag == 0 ? _snapshot ??= _pool.Snapshot(_space) : _snapshot;

    private void DeliverAll()
    {
        foreach (var context in _contexts.Values) Deliver(context);
        _snapshot = _pool.Snapshot(_space);
    }

    private void Deliver(PlayedContext context)
    {
        if (context.TakeEvidence() is not { } evidence) return;
        _pool.Apply(0, new PoolReport(++_report, Delivered(evidence)));
        if (lag == 0) _snapshot = null;
    }
}
