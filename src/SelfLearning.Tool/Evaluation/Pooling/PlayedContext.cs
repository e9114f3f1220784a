using SelfLearning.Learning;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Evaluation.Pooling;

/// <summary>One context with one parameter: serves, waits for the next learning cycle, learns and adapts.</summary>
internal sealed class PlayedContext
{
    private readonly ParameterSpace _space;
    private readonly ulong _seed;
    private readonly ModuleOptions _options;
    private readonly IContextLearner _learner;
    private readonly Queue<Observation> _queue = [];
    private Policy _policy;
    private int _incumbent;
    private int _previous = -1;

    public PlayedContext(ParameterSpace space, ulong seed, ModuleOptions options)
    {
        (_space, _seed, _options) = (space, seed, options);
        _learner = new BettingStrategy().Create(space, null);
        _policy = Publish(null);
    }

    /// <summary>The calls so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Whether feedback waits for a learning cycle.</summary>
    public bool HasFeedback => _queue.Count > 0;

    /// <summary>Decides what the next call gets: the place of the value, and that of the candidate or -1.</summary>
    public (int Value, int Candidate) Serve()
    {
        var candidate = _policy.Choose(U(CounterRandom.Explore), U(CounterRandom.Pick));
        Calls++;
        return (candidate < 0 ? _incumbent : _policy.Candidates[candidate].Value, candidate);
    }

    /// <summary>Queues the quality of the last call.</summary>
    public void Receive(double quality, int candidate) => _queue.Enqueue(new Observation(quality, _policy, candidate, 0));

    /// <summary>Learns the feedback that arrived first; <c>false</c> when none waits.</summary>
    public bool LearnNext(PoolSnapshot? pool)
    {
        if (!_queue.TryDequeue(out var observation)) return false;
        _learner.Learn(observation, Situation(pool));
        return true;
    }

    /// <summary>What it has learned since it was last asked.</summary>
    public PoolEvidence? TakeEvidence() => _learner.TakeEvidence();

    /// <summary>Adapts if that is due, and plans the next trials.</summary>
    public PooledAdaptation? Decide(PoolSnapshot? pool)
    {
        PooledAdaptation? made = null;
        if (_learner.Propose(Situation(pool)) is [var wish, ..])
        {
            made = new PooledAdaptation(0, Calls, _incumbent, wish.Value, wish.Confidence, wish.Difference, wish.Value == _previous, wish.IsInherited);
            (_previous, _incumbent) = (_incumbent, wish.Value);
        }

        _policy = Publish(pool);
        return made;
    }

    private LearnerSituation Situation(PoolSnapshot? pool) => new([_incumbent], [_previous], _options) { Pool = pool };

    private Policy Publish(PoolSnapshot? pool)
    {
        var plan = _learner.Plan(Situation(pool));
        var (name, values) = (_space[0].Name, _space[0].Values);
        return Policy.Resolve(
            new PolicySnapshot
            {
                Version = 1,
                PublishedAt = DateTimeOffset.UnixEpoch,
                Values = [new ParameterValue(name, values[_incumbent])],
                Candidates = [.. plan.Candidates.Select(c => new PolicyCandidate(name, values[c.Value], c.Share))],
                TrialShare = plan.TrialShare,
            },
            _space);
    }

    private double U(ulong stream) => CounterRandom.U(_seed, stream, (ulong)Calls);
}
