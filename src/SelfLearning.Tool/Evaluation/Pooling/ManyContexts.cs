using SelfLearning.Learning;
using SelfLearning.Tool.Evaluation.Scenarios;

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
    private readonly ParameterSpace _space = new(ParameterDefinition.Categorical(
        "p0", "v0", [.. Enumerable.Range(0, worlds.Means[0].Length).Select(v => $"v{v}")]));

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
        if (!_contexts.TryGetValue(key, out var context))
        {
            _contexts.Add(key, context = new PlayedContext(_space, (seed * 1_000_003) + (ulong)key, options));
            if (Pools) Note(key, context.Decide(Snapshot()));
        }

        var means = worlds.Means[key];
        var (value, candidate) = context.Serve();
        Gain += means[value] - means[0];
        Oracle += means.Max() - means[0];
        var quality = CounterRandom.U(seed, CounterRandom.Reward, (ulong)call * 32) < means[value] ? 1.0 : 0.0;
        context.Receive(quality, candidate);
    }

    private void Learn(int key, PlayedContext context)
    {
        while (context.LearnNext(Snapshot()))
            if (Pools && lag == 0) Deliver(context);
        Note(key, context.Decide(Snapshot()));
    }

    private void Note(int key, PooledAdaptation? adaptation)
    {
        if (adaptation is not null) _adaptations.Add(adaptation with { Context = key });
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
