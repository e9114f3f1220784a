using System.Collections.Immutable;
using SelfLearning.Learning;
using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Replaying.Simulation;

namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>
/// One run of the real learner on a log: it chooses for every row, and is given the rows that agree with its choice. An agreeing row is
/// accepted with a probability of smallest propensity / propensity, so that whatever it chooses is accepted equally often: what it sees is
/// distributed as if it had made the calls itself (Li, Chu, Langford and Wang, "Unbiased offline evaluation of contextual-bandit-based news
/// article recommendation algorithms", 2011, with known propensities). An accepted row is a call.
/// </summary>
internal sealed class RejectionRun
{
    private const int Looks = 50;

    private readonly DecisionLog _log;
    private readonly int _seed;
    private readonly SimulatedModule _module;
    private readonly (Policy Policy, ServedShares Shares)?[] _inForce;
    private readonly ConfidenceLog? _confidences;
    private readonly double _smallest;
    private long _offered;
    private double _sum;
    private double _squares;

    /// <summary>A run that has seen no row.</summary>
    /// <param name="log">The log.</param>
    /// <param name="keys">The keys of its contexts.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="seed">Its seed.</param>
    public RejectionRun(DecisionLog log, ImmutableArray<ContextKey> keys, ReplayOptions options, int seed)
    {
        (_log, _seed, _smallest) = (log, seed, log.SmallestPropensity);
        _inForce = new (Policy, ServedShares)?[keys.Length];
        _confidences = seed == options.Seed ? new ConfidenceLog() : null;
        var definition = new ModuleDefinition { Name = ReplayOptions.ModuleName, Parameters = log.Space, Options = options.Module };
        _module = new SimulatedModule(definition, keys, (ulong)seed, options.Delay, Learned);
    }

    /// <summary>The applied adaptations.</summary>
    public AdaptationLog Adaptations { get; } = new();

    /// <summary>Rows that were offered.</summary>
    public long Offered => _offered;

    /// <summary>Rows that were accepted.</summary>
    public int Accepted => _module.Call;

    /// <summary>The mean feedback of the accepted rows; <c>null</c> without one.</summary>
    public double? Mean => Accepted == 0 ? null : _sum / Accepted;

    /// <summary>The variance of <see cref="Mean"/>, from the spread of the feedback; <c>null</c> with fewer than two accepted rows.</summary>
    public double? MeanVariance =>
        Accepted < 2 ? null : Math.Max(0, _squares - (_sum * _sum / Accepted)) / (Accepted - 1) / Accepted;

    /// <summary>How confidences went; <c>null</c> for all but the first run.</summary>
    public ConfidenceLog? Confidences => _confidences;

    /// <summary>The places of the values in use in a context; <c>null</c> where none of its rows was offered.</summary>
    public ImmutableArray<int>? InUse(int context) => _module.Model(context)?.Policy.Incumbents;

    /// <summary>Offers a row.</summary>
    /// <returns>What the policy in force before the row would serve.</returns>
    public ServedShares Offer(in LoggedDecision row)
    {
        var (policy, shares) = InForce(row.Context);
        var candidate = policy.Choose(U(CounterRandom.Explore), U(CounterRandom.Pick));
        if (shares.SettingOf(candidate) == row.Setting && U(CounterRandom.Answer) < _smallest / row.Propensity) Accept(row, policy, candidate);
        _offered++;
        if (_confidences is not null && _offered * Looks / _log.Rows > (_offered - 1) * Looks / _log.Rows) Look();
        return shares;
    }

    private (Policy Policy, ServedShares Shares) InForce(int context)
    {
        var policy = _module.PolicyOf(context);
        if (_inForce[context] is { } known && ReferenceEquals(known.Policy, policy)) return known;
        var found = (policy, ServedShares.Of(policy, _log));
        _inForce[context] = found;
        return found;
    }

    private void Accept(in LoggedDecision row, Policy policy, int candidate)
    {
        _sum += row.Feedback;
        _squares += row.Feedback * row.Feedback;
        _module.Answer(new SimulatedDecision(_module.Call, row.Context, policy, candidate), row.Feedback);
        _module.Next();
    }

    private void Learned(int context, LearningCycleReport report)
    {
        foreach (var adaptation in report.Adaptations.Where(adaptation => adaptation.Applied))
            Adaptations.Add(_seed, _module.Call, context, _log.Contexts[context], adaptation, null);
    }

    private void Look()
    {
        for (var context = 0; context < _log.Contexts.Count; context++)
            if (_module.Model(context) is { } model) _confidences!.Look(_module.Call, context, model);
    }

    // By row, not by call: a draw that no row agrees with must not be kept.
    private double U(ulong stream) => CounterRandom.U((ulong)_seed, stream, (ulong)_offered);
}
