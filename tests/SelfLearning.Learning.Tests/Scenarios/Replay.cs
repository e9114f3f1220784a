using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Learning.Tests.Scenarios;

/// <summary>
/// Plays a world against a strategy: serve, collect feedback, run a learning cycle at every tenth, apply the first proposal, publish.
/// </summary>
internal sealed class Replay
{
    private readonly World _world;
    private readonly ulong _seed;
    private readonly ModuleOptions _options;
    private readonly IAdaptationStrategy _strategy;
    private readonly List<Observation> _queue = [];
    private readonly List<Replayed> _adaptations = [];
    private readonly int[] _incumbents;
    private readonly int[] _previous;
    private double? _best;
    private long _version;

    public Replay(World world, ulong seed, IAdaptationStrategy? strategy = null, ModuleOptions? options = null)
    {
        (_world, _seed, _options, _strategy) = (world, seed, options ?? new ModuleOptions(), strategy ?? new BettingStrategy());
        Space = world.Space();
        Learner = _strategy.Create(Space, null);
        _incumbents = [.. world.Parameters.Select(p => p.Default)];
        _previous = [.. world.Parameters.Select(_ => -1)];
        Policy = Publish();
    }

    public ParameterSpace Space { get; }

    public IContextLearner Learner { get; private set; }

    public Policy Policy { get; private set; }

    public IReadOnlyList<Replayed> Adaptations => _adaptations;

    /// <summary>For each parameter the place of the value in use.</summary>
    public IReadOnlyList<int> Incumbents => _incumbents;

    /// <summary>Feedbacks learned so far.</summary>
    public int Count { get; private set; }

    /// <summary>Called with every feedback that was learned.</summary>
    public Action<Observation, Fold>? Learned { get; init; }

    /// <summary>The mean quality lost against the best setting, summed over the calls.</summary>
    public double Regret { get; private set; }

    /// <summary>What the learner is told now.</summary>
    public LearnerSituation Situation => new([.. _incumbents], [.. _previous], _options);

    /// <summary>Runs all calls of the world.</summary>
    /// <param name="afterCycle">Called after every learning cycle.</param>
    public Replay Run(Action<Replay>? afterCycle = null)
    {
        var arrivals = new Stack<Observation>?[_world.Calls];
        for (var call = 0; call < _world.Calls; call++)
        {
            Serve(call, arrivals);
            // The latest decision first, as in the reference.
            _queue.AddRange(arrivals[call] ?? []);
            arrivals[call] = null;
            if (_queue.Count < 10) continue;
            Cycle(call);
            afterCycle?.Invoke(this);
        }

        return this;
    }

    /// <summary>Goes on with a learner that was saved and read again.</summary>
    public void Reload() => Learner = _strategy.Create(Space, Learner.Save());

    private void Serve(int call, Stack<Observation>?[] arrivals)
    {
        var candidate = Policy.Choose(U(CounterRandom.Explore, call), U(CounterRandom.Pick, call));
        var setting = 0;
        for (var j = 0; j < _world.Strides.Length; j++) setting += _world.Strides[j] * new Observation(0, Policy, candidate, 0).Served(j);
        var mean = _world.MeanAt(setting, call);
        Regret += Best(call) - mean;
        var good = 0;
        for (var draw = 0; draw < _world.Draws; draw++)
            if (U(CounterRandom.Reward, (call * 32) + draw) < mean) good++;
        var quality = (double)good / _world.Draws;
        var answers = quality >= 0.5 ? _world.AnswersWhenHigh[setting] : _world.AnswersWhenLow[setting];
        if (U(CounterRandom.Answer, call) >= answers) return;
        var at = call + (int)(U(CounterRandom.Delay, call) * (_world.Delay + 1));
        if (at < _world.Calls) (arrivals[at] ??= new Stack<Observation>()).Push(new Observation(quality, Policy, candidate, 0));
    }

    private void Cycle(int call)
    {
        var situation = Situation;
        foreach (var observation in _queue)
        {
            var fold = Learner.Learn(observation, situation);
            Learned?.Invoke(observation, fold);
        }

        Count += _queue.Count;
        _queue.Clear();
        if (Learner.Propose(situation) is [var p, ..])
        {
            var old = _incumbents[p.Parameter];
            _adaptations.Add(new Replayed(call, p.Parameter, old, p.Value, p.Confidence, p.Value == _previous[p.Parameter], p.Difference));
            (_previous[p.Parameter], _incumbents[p.Parameter]) = (old, p.Value);
        }

        Policy = Publish();
    }

    private Policy Publish()
    {
        var plan = Learner.Plan(Situation);
        return Policy.Resolve(
            new PolicySnapshot
            {
                Version = ++_version,
                PublishedAt = DateTimeOffset.UnixEpoch,
                Values = [.. _incumbents.Select((v, j) => new ParameterValue(Space[j].Name, Space[j].Values[v]))],
                Candidates = [.. plan.Candidates.Select(c => new PolicyCandidate(Space[c.Parameter].Name, Space[c.Parameter].Values[c.Value], c.Share))],
                TrialShare = plan.TrialShare,
            },
            Space);
    }

    private double Best(int call) => _world.Drift.Moves
        ? Enumerable.Range(0, _world.Means.Length).Max(s => _world.MeanAt(s, call))
        : _best ??= Enumerable.Range(0, _world.Means.Length).Max(s => _world.MeanAt(s, call));

    private double U(ulong stream, int index) => CounterRandom.U(_seed, stream, (ulong)index);
}
