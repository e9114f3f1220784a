using SelfLearning.Learning;
using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Evaluation.Simulations;

/// <summary>
/// A simulated context that learns by an adaptation strategy: the first proposal at or above the threshold is applied at the end of each
/// cycle, and every plan becomes a policy version at once.
/// </summary>
internal sealed class StrategyContext : ISimulatedContext
{
    // As in a context of a silo: to return needs no more than this.
    private const double RollbackThreshold = 0.7;

    private readonly World _world;
    private readonly ulong _seed;
    private readonly ModuleOptions _options;
    private readonly IAdaptationStrategy _strategy;
    private readonly List<Policy> _policies = [];
    private readonly int[] _incumbents;
    private readonly int[] _previous;
    private LearnerSituation? _situation;

    public StrategyContext(World world, ulong seed, IAdaptationStrategy strategy, ModuleOptions options)
    {
        (_world, _seed, _options, _strategy) = (world, seed, options, strategy);
        Space = world.Space();
        Learner = strategy.Create(Space, null);
        _incumbents = [.. world.Parameters.Select(p => p.Default)];
        _previous = [.. world.Parameters.Select(_ => -1)];
        Publish();
    }

    public ParameterSpace Space { get; }

    public IContextLearner Learner { get; private set; }

    /// <summary>The policy versions published so far.</summary>
    public IReadOnlyList<Policy> Policies => _policies;

    /// <summary>The policy in force.</summary>
    public Policy Policy => _policies[^1];

    /// <inheritdoc/>
    public IReadOnlyList<int> Incumbents => _incumbents;

    /// <summary>What the learner is told now.</summary>
    public LearnerSituation Situation => _situation ??= new LearnerSituation([.. _incumbents], [.. _previous], _options) { Pool = Pool };

    /// <summary>What all contexts of the module have learned; <c>null</c> without pooling.</summary>
    public PoolSnapshot? Pool
    {
        get;
        set => (field, _situation) = (value, null);
    }

    /// <summary>Called with every feedback that was learned.</summary>
    public Action<Observation, Fold>? Learned { get; init; }

    /// <inheritdoc/>
    public Served Serve(int call)
    {
        var candidate = Policy.Choose(U(CounterRandom.Explore, call), U(CounterRandom.Pick, call));
        var decision = new Observation(0, Policy, candidate, 0);
        var setting = 0;
        for (var j = 0; j < _incumbents.Length; j++) setting += _world.Strides[j] * decision.Served(j);
        return new Served(setting, _policies.Count, candidate);
    }

    /// <inheritdoc/>
    public void Learn(in Served served, double quality)
    {
        var observation = new Observation(quality, _policies[served.Version - 1], served.Candidate, 0);
        var fold = Learner.Learn(observation, Situation);
        Learned?.Invoke(observation, fold);
    }

    /// <inheritdoc/>
    public Change? EndCycle()
    {
        Change? change = null;
        if (Learner.Propose(Situation).FirstOrDefault(p => p.Confidence >= Threshold(p)) is { } p)
        {
            var old = _incumbents[p.Parameter];
            change = new Change(p.Parameter, old, p.Value, p.Confidence, IsRollback(p), p.Difference) { IsInherited = p.IsInherited };
            (_previous[p.Parameter], _incumbents[p.Parameter]) = (old, p.Value);
            _situation = null;
        }

        Publish();
        return change;
    }

    /// <summary>Goes on with a learner that was saved and read again.</summary>
    public void Reload() => Learner = _strategy.Create(Space, Learner.Save());

    private bool IsRollback(Proposal proposal) => proposal.Value == _previous[proposal.Parameter];

    private double Threshold(Proposal proposal) =>
        IsRollback(proposal) ? Math.Min(_options.AdaptationThreshold, RollbackThreshold) : _options.AdaptationThreshold;

    private void Publish()
    {
        var plan = Learner.Plan(Situation);
        _policies.Add(Policy.Resolve(
            new PolicySnapshot
            {
                Version = _policies.Count + 1,
                PublishedAt = DateTimeOffset.UnixEpoch,
                Values = [.. _incumbents.Select((v, j) => new ParameterValue(Space[j].Name, Space[j].Values[v]))],
                Candidates = [.. plan.Candidates.Select(c => new PolicyCandidate(Space[c.Parameter].Name, Space[c.Parameter].Values[c.Value], c.Share))],
                TrialShare = plan.TrialShare,
            },
            Space));
    }

    private double U(ulong stream, int index) => CounterRandom.U(_seed, stream, (ulong)index);
}
