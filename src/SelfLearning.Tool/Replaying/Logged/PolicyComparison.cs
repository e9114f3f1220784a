using System.Collections.Immutable;

namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>
/// The policies that a log can speak of, evaluated row by row: the learned one as it goes along, the default, all settings equally often,
/// and the settings that have the most rows.
/// </summary>
internal sealed class PolicyComparison
{
    /// <summary>The most settings that are evaluated as fixed policies; those with the most rows are.</summary>
    public const int MaximumFixed = 32;

    /// <summary>The intervals miss with at most this probability; those of the fixed settings together.</summary>
    public const double Alpha = 0.05;

    private readonly DecisionLog _log;
    private readonly QualityModel _model;
    private readonly ImmutableArray<(EvaluatedPolicy Policy, ServedShares Shares)> _constant;

    public PolicyComparison(DecisionLog log)
    {
        _log = log;
        _model = new QualityModel(log.Contexts.Count, log.Settings);
        Learned = new EvaluatedPolicy("learned", null, log, 1 / log.SmallestPropensity, Alpha);
        Default = Constant("default", log.DefaultSetting, Alpha);
        Uniform = new EvaluatedPolicy("uniform", null, log, 1 / (log.SmallestPropensity * log.Settings), Alpha);
        int[] most = [.. Enumerable.Range(0, log.Settings).OrderByDescending(log.RowsWith).ThenBy(setting => setting).Take(MaximumFixed)];
        // Whoever picks the best of several intervals looks at all of them: together they miss with the same probability (Bonferroni).
        Fixed = [.. most.Select(setting => Constant("fixed", setting, Alpha / most.Length))];
        var all = Enumerable.Range(0, log.Settings).Select(setting => (setting, 1.0 / log.Settings));
        _constant =
        [
            (Uniform, new ServedShares(all)),
            .. Fixed.Prepend(Default).Select(policy => (policy, new ServedShares([(policy.Setting!.Value, 1.0)]))),
        ];
    }

    public EvaluatedPolicy Learned { get; }

    public EvaluatedPolicy Default { get; }

    public EvaluatedPolicy Uniform { get; }

    public ImmutableArray<EvaluatedPolicy> Fixed { get; }

    /// <summary>Takes in a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="learned">What the learned policies, one of each run, would serve for it; made before the row was seen.</param>
    public void Add(in LoggedDecision row, IReadOnlyList<ServedShares> learned)
    {
        var modelled = _model.Expect(row.Context, row.Setting);
        AddLearned(row, modelled, learned);
        foreach (var (policy, shares) in _constant) policy.Add(row, shares[row.Setting], modelled, shares.Expect(_model, _log, row.Context));
        _model.Learn(row.Context, row.Setting, row.Feedback);
    }

    // Whoever takes the policy of a random run serves the mixture of all.
    private void AddLearned(in LoggedDecision row, double modelled, IReadOnlyList<ServedShares> learned)
    {
        var (share, supported, unsupported, extrapolated) = (0.0, 0.0, 0.0, 0.0);
        foreach (var shares in learned)
        {
            var expected = shares.Expect(_model, _log, row.Context);
            share += shares[row.Setting];
            supported += expected.Supported;
            unsupported += expected.Unsupported;
            extrapolated += expected.Extrapolated;
        }

        var runs = learned.Count;
        Learned.Add(row, share / runs, modelled, new ModelledValue(supported / runs, unsupported / runs, extrapolated / runs));
    }

    private EvaluatedPolicy Constant(string name, int setting, double alpha) =>
        new(name, setting, _log, setting < 0 ? 1 : 1 / _log.SmallestPropensityOf(setting), alpha);
}
