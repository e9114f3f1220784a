using System.Text.Json;

namespace SelfLearning.Learning;

/// <summary>What the betting strategy knows of one context: a baseline, the steps of its numbers, and the duels played so far.</summary>
/// <remarks>
/// The duels kept are bounded. Where a space has more pairs, the one that has not been played for longest is dropped for a new one. Should
/// it be played again it begins without evidence, so the bound on false adaptation holds for each of its lives, not for all together.
/// A pair comes back only when a value in use that was left long ago is adopted again.
/// </remarks>
internal sealed class BettingLearner : IContextLearner
{
    /// <summary>Confidence needed to return to the value a parameter came from, where the threshold is not lower.</summary>
    private const double RollbackThreshold = 0.7;

    /// <summary>No confidence is stated above this; a change of the number of candidates could lift it slightly.</summary>
    private const double Sure = 0.99;

    /// <summary>A number narrows its step while all its candidates are below this share of their prior weight.</summary>
    private const double Hopeless = 0.2;

    /// <summary>
    /// The duels kept, shared evenly among the parameters: with them a state takes about 24 KB. All pairs of 3 parameters with 8 values
    /// are 84.
    /// </summary>
    private const int MostDuels = 256;

    private static readonly Duel Unplayed = new();

    // Shared by all that have played none, as most contexts; never changed.
    private static readonly Dictionary<int, Duel> None = [];

    private readonly ParameterSpace _space;
    private readonly TrialValues[] _trials;
    private readonly Dictionary<int, Duel>[] _duels;
    private Baseline _baseline = Baseline.Start;
    private UntoldFeedback _untold;
    private Prior _prior = new(0);

    public BettingLearner(ParameterSpace space)
    {
        _space = space;
        _trials = [.. space.Parameters.Select(p => new TrialValues(p))];
        _duels = [.. space.Parameters.Select(_ => None)];
    }

    /// <summary>A learner that goes on where another stopped.</summary>
    /// <param name="space">The parameters.</param>
    /// <param name="baseline">The baseline.</param>
    /// <param name="steps">For each parameter the step, or 0 to begin with the first.</param>
    /// <param name="duels">For each parameter the duels by <see cref="Key"/>.</param>
    /// <param name="untold">The feedback that the other contexts have not been told of.</param>
    public BettingLearner(
        ParameterSpace space, Baseline baseline, IReadOnlyList<int> steps, IReadOnlyList<Dictionary<int, Duel>> duels, UntoldFeedback untold)
        : this(space)
    {
        (_baseline, _untold) = (baseline, untold);
        _duels = [.. duels.Select(played => played.Count == 0 ? None : played)];
        for (var j = 0; j < _trials.Length; j++)
            if (steps[j] > 0) _trials[j].Resume(steps[j]);
    }

    /// <summary>The duels of each parameter by <see cref="Key"/>.</summary>
    public IReadOnlyList<IReadOnlyDictionary<int, Duel>> Duels => _duels;

    /// <summary>The place of a duel among those of a parameter with so many values.</summary>
    public static int Key(int lower, int higher, int values) => (lower * values) + higher;

    /// <inheritdoc/>
    public Fold Learn(in Observation observation, LearnerSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        RequireQuality(observation.Quality, nameof(observation));
        var pools = situation.Options.PoolingStrength > 0;
        if (_baseline.Count == 0 && situation.Others?.Mean is { } mean) _baseline = Baseline.StartAt(mean);
        if (pools) _untold = _untold.And(observation.Quality);
        var fold = new Fold(_baseline.Mean, _baseline.Scale(situation.Options.Strict));
        var surprise = observation.Quality - fold.Baseline;
        var prior = PriorOf(situation);
        var (first, end) = Told(observation);
        for (var place = first; place < end; place++)
        {
            if (Find(observation, place) is not { } bet) continue;
            var duel = DuelOf(bet.Parameter, bet.Key);
            if (pools || duel.IsTold) duel.KeepForOthers(prior.Candidates);
            duel.Play(bet.Side, surprise, fold.Scale, prior);
            duel.LastPlayed = _baseline.Count;
        }

        _baseline = _baseline.Take(observation.Quality);
        return fold;
    }

    /// <inheritdoc/>
    public void Correct(in Observation observation, double previousQuality, Fold fold, LearnerSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        RequireQuality(observation.Quality, nameof(observation));
        RequireQuality(previousQuality, nameof(previousQuality));
        if (!(fold.Scale > 0) || !double.IsFinite(fold.Baseline))
            throw new ArgumentOutOfRangeException(nameof(fold), fold, "A fold has a baseline and a scale above 0: pass what Learn returned.");
        var (was, now) = (previousQuality - fold.Baseline, observation.Quality - fold.Baseline);
        var prior = PriorOf(situation);
        var (first, end) = Told(observation);
        for (var place = first; place < end; place++)
        {
            // A duel that was dropped has forgotten the bet: there is nothing to take back.
            if (Find(observation, place) is not { } bet || !_duels[bet.Parameter].TryGetValue(bet.Key, out var duel)) continue;
            if (duel.IsTold || situation.Options.PoolingStrength > 0) duel.KeepForOthers(prior.Candidates);
            duel.Replay(bet.Side, was, now, fold.Scale, prior);
        }

        _baseline = _baseline.Correct(now);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Proposal> Propose(LearnerSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        if (situation.Options.EffectiveMode == LearningMode.Off) return [];
        var trials = Trials(situation);
        var eligible = trials.Where(t => t.Verdict.Better >= Threshold(t, situation) && t.Agrees).ToList();
        // What waits for a person may wait for weeks: the search goes on meanwhile.
        if (!eligible.Exists(t => MayApply(t, situation))) Narrow(trials, PriorOf(situation));
        return [.. eligible.OrderByDescending(t => t.Verdict.Gain).Select(t => Proposal(t, situation))];
    }

    /// <inheritdoc/>
    public TrialPlan Plan(LearnerSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        return situation.Options.EffectiveMode == LearningMode.Off
            ? TrialPlan.None
            : TrafficRule.Share(Trials(situation), PriorOf(situation), situation);
    }

    /// <inheritdoc/>
    public double? Confidence(int parameter, int value, LearnerSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        var (incumbent, previous) = (situation.Incumbents[parameter], situation.Previous[parameter]);
        if (value == incumbent) return null;
        var trial = View(parameter, value, incumbent, situation);
        var known = trial.Duel is not null || _trials[parameter].List(incumbent, previous).Contains(value);
        return known ? Math.Min(Sure, trial.Verdict.Better) : null;
    }

    /// <inheritdoc/>
    public PoolEvidence? TakeEvidence()
    {
        var evidence = new PoolEvidence(_untold.Count, _untold.Sum);
        _untold = default;
        for (var j = 0; j < _duels.Length; j++)
        {
            var values = _space[j].Values;
            foreach (var (key, duel) in _duels[j])
                if (duel.Tell() is { } told) evidence.Add(_space[j].Name, values[key / values.Length], values[key % values.Length], told);
        }

        return evidence.IsEmpty ? null : evidence;
    }

    /// <inheritdoc/>
    public JsonElement Save() => BettingState.Of(_space, _baseline, _trials, _duels, _untold).ToJson();

    // A call that explored tells only about what it explored; any other call about every value on trial.
    private static (int First, int End) Told(in Observation observation) => observation.Candidate >= 0
        ? (observation.Candidate, observation.Candidate + 1)
        : (0, observation.Policy.Candidates.Length);

    private static double Threshold(in Trial trial, LearnerSituation situation)
    {
        var threshold = situation.Options.AdaptationThreshold;
        return trial.Value == situation.Previous[trial.Parameter] ? Math.Min(threshold, RollbackThreshold) : threshold;
    }

    private static bool MayApply(in Trial trial, LearnerSituation situation) =>
        situation.Options.EffectiveMode == LearningMode.Automatic
        && (situation.Pinned & (1u << trial.Parameter)) == 0
        && (situation.Options.AutomaticRollback || trial.Value != situation.Previous[trial.Parameter]);

    private static void RequireQuality(double quality, string name)
    {
        if (!(quality is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(name, quality, "A quality is a number from 0 to 1.");
    }

    // The duel a decision bets in, with s: how far the served side lies from its share.
    private (int Parameter, int Key, double Side)? Find(in Observation observation, int place)
    {
        var policy = observation.Policy;
        var candidate = policy.Candidates[place];
        if (candidate.Parameter < 0 || candidate.Share <= 0 || !observation.TellsAbout(candidate.Parameter)) return null;
        var incumbent = policy.Incumbents[candidate.Parameter];
        if (incumbent == candidate.Value) return null;
        var inUse = 1 - policy.TrialShare;
        var candidateIsHigher = candidate.Value > incumbent;
        var share = (candidateIsHigher ? candidate.Share : inUse) / (candidate.Share + inUse);
        var higherServed = candidateIsHigher == (observation.Served(candidate.Parameter) == candidate.Value);
        var (lower, higher) = candidateIsHigher ? (incumbent, candidate.Value) : (candidate.Value, incumbent);
        return (candidate.Parameter, Key(lower, higher, _space[candidate.Parameter].Values.Length), higherServed ? 1 - share : -share);
    }

    private Duel DuelOf(int parameter, int key)
    {
        var duels = _duels[parameter];
        if (duels.TryGetValue(key, out var known)) return known;
        // What meets the value in use, and what met the one before it, always stays.
        var most = Math.Max(2 * _trials[parameter].MostOpponents, MostDuels / _space.Count);
        if (duels.Count >= most) duels.Remove(duels.MinBy(d => (d.Value.LastPlayed, d.Key)).Key);
        var duel = new Duel();
        if (duels == None) _duels[parameter] = duels = [];
        duels.Add(key, duel);
        return duel;
    }

    private Prior PriorOf(LearnerSituation situation)
    {
        var count = 0;
        for (var j = 0; j < _trials.Length; j++) count += _trials[j].Count(situation.Incumbents[j], situation.Previous[j]);
        return _prior.Candidates == count ? _prior : _prior = new Prior(count);
    }

    private List<Trial> Trials(LearnerSituation situation)
    {
        var prior = PriorOf(situation);
        var trials = new List<Trial>(prior.Candidates);
        for (var j = 0; j < _trials.Length; j++)
            foreach (var value in _trials[j].List(situation.Incumbents[j], situation.Previous[j]))
                trials.Add(View(j, value, situation.Incumbents[j], situation));
        return trials;
    }

    private Trial View(int parameter, int value, int incumbent, LearnerSituation situation)
    {
        var prior = PriorOf(situation);
        var higher = value > incumbent;
        var key = Key(Math.Min(value, incumbent), Math.Max(value, incumbent), _space[parameter].Values.Length);
        var duel = _duels[parameter].GetValueOrDefault(key);
        var difference = duel is null ? 0 : higher ? duel.Difference : -duel.Difference;
        if (situation.Others?.Find(parameter, key) is not { } pooled)
            return new Trial(parameter, value, duel, duel?.Judge(higher, prior) ?? new Verdict(prior.Side, 0), difference);

        var weighed = new PooledPrior(prior, pooled.Logs, (duel ?? Unplayed).Told, situation.Options.PoolingStrength);
        return new Trial(parameter, value, duel, (duel ?? Unplayed).Judge(higher, weighed), difference)
        {
            OtherContexts = Math.Max(0, pooled.Contexts - (duel is { IsTold: true } ? 1 : 0)),
        };
    }

    // Inherited is what the context's own evidence would not carry, or is not there to carry.
    private Proposal Proposal(in Trial trial, LearnerSituation situation)
    {
        var higher = trial.Value > situation.Incumbents[trial.Parameter];
        var own = trial.Duel?.Judge(higher, PriorOf(situation)).Better ?? 0;
        return new Proposal(trial.Parameter, trial.Value, Math.Min(Sure, trial.Verdict.Better), trial.Difference)
        {
            OtherContexts = trial.OtherContexts,
            HasEstimate = trial.HasEstimate,
            IsInherited = own < Threshold(trial, situation),
        };
    }

    private void Narrow(List<Trial> trials, Prior prior)
    {
        for (var j = 0; j < _trials.Length; j++)
            if (_trials[j].IsNumeric && trials.TrueForAll(t => t.Parameter != j || t.Verdict.Better <= Hopeless * prior.Side))
                _trials[j].Narrow();
    }
}
