using FsCheck.Xunit;

namespace SelfLearning.Learning.Tests.Strategies.Betting;

[Properties(Replay = "20260101,7")]
public class BettingProperties
{
    private const int Values = 5;

    private static readonly ParameterSpace Space = new(Trials.Choice(Values), ParameterDefinition.Integer("n", 4, 0, 10));

    // With v0 and 4 in use there are four other texts and two steps.
    private static readonly Prior SixCandidates = new(6);

    [Property(MaxTest = 150, EndSize = 600)]
    public bool Capitals_and_confidence_stay_bounded_for_any_feedback_and_shares(
        (byte Quality, byte Choice, byte Share)[] steps, bool strict, byte favourite)
    {
        var learner = (BettingLearner)new BettingStrategy().Create(Space, null);
        var situation = Trials.Situation(new ModuleOptions { Strict = strict }, 0, 4);
        foreach (var step in steps)
        {
            // In most runs one value is always perfect, so that its side comes to the cap and the other to the floor.
            Learn(learner, Space, situation, step.Choice % 7 == favourite % 8 ? step with { Quality = byte.MaxValue } : step);
            if (!learner.Duels.SelectMany(d => d.Values).All(Bounded)) return false;
            for (var v = 1; v < Values; v++)
                if (learner.Confidence(0, v, situation) is not (>= 0 and <= 0.99)) return false;
            if (!learner.Propose(situation).All(p => p.Confidence is >= 0.7 and <= 0.99 && double.IsFinite(p.Difference))) return false;
        }

        return true;
    }

    [Property(MaxTest = 60)]
    public bool Capitals_and_confidence_stay_bounded_for_extreme_shares_and_constant_or_alternating_feedback(
        byte share, bool served, byte constant, bool alternates, bool strict)
    {
        // From one in 10^9 to all but one in 10^9 of the calls.
        var odds = Math.Pow(10, (share - 127.5) / 14.2);
        var policy = Trials.Policy(Space, [0, 4], (0, 1, odds / (1 + odds)));
        var learner = (BettingLearner)new BettingStrategy().Create(Space, null);
        var situation = Trials.Situation(new ModuleOptions { Strict = strict }, 0, 4);
        double[] ends = [0, 1, 0.5, constant / 255.0];
        for (var i = 0; i < 400; i++)
        {
            var quality = alternates ? i % 2 : ends[constant % 4];
            learner.Learn(new Observation(quality, policy, served == (i % 3 > 0) ? 0 : -1, 0), situation);
        }

        return learner.Duels.SelectMany(d => d.Values).All(Bounded) && learner.Confidence(0, 1, situation) is >= 0 and <= 0.99;
    }

    [Property(MaxTest = 100, EndSize = 100)]
    public bool A_trial_of_one_value_moves_the_evidence_of_no_other_pair((byte Quality, byte Choice, byte Share)[] steps, byte quality, byte choice)
    {
        var learner = (BettingLearner)new BettingStrategy().Create(Space, null);
        var situation = Trials.Situation(new ModuleOptions(), 0, 4);
        foreach (var step in steps) Learn(learner, Space, situation, step);
        var before = Capitals(learner);
        Learn(learner, Space, situation, (quality, (byte)(choice % 5), 128));
        var after = Capitals(learner);
        return after.Count(pair => !before.TryGetValue(pair.Key, out var was) || !was.SequenceEqual(pair.Value)) <= 1;
    }

    [Property(MaxTest = 100)]
    public bool Within_a_cycle_the_order_of_feedback_on_different_pairs_hardly_matters(byte[] qualities, int order)
    {
        // A bet moves its own pair and the baseline. Once that counts 200 feedbacks, five more hardly move it.
        var learner = new BettingStrategy().Create(Space, null);
        var situation = Trials.Situation(new ModuleOptions(), 0, 4);
        for (var i = 0; i < 300; i++) Learn(learner, Space, situation, ((byte)(i * 89), (byte)(i % 11), 200));
        var other = new BettingStrategy().Create(Space, learner.Save());
        var cycle = Enumerable.Range(0, 5).Select(c => (Quality: c < qualities.Length ? qualities[c] : byte.MaxValue, Choice: (byte)c, Share: (byte)200)).ToArray();
        foreach (var step in cycle) Learn(learner, Space, situation, step);
        new Random(order).Shuffle(cycle);
        foreach (var step in cycle) Learn(other, Space, situation, step);
        return Enumerable.Range(1, Values - 1).All(v =>
            Math.Abs(learner.Confidence(0, v, situation)!.Value - other.Confidence(0, v, situation)!.Value) < 0.01);
    }

    [Property(MaxTest = 100, EndSize = 200)]
    public bool Another_order_of_the_values_changes_only_labels((byte Quality, byte Choice, byte Share)[] steps, int order, byte moveAfter)
    {
        var shuffled = Shuffled(order);
        var learner = new BettingStrategy().Create(Space, null);
        var other = new BettingStrategy().Create(Space, null);
        var otherSpace = Space;
        var situation = Trials.Situation(new ModuleOptions(), 0, 4);
        var otherSituation = situation;
        for (var i = 0; i < steps.Length; i++)
        {
            if (i == moveAfter % 20)
            {
                otherSpace = shuffled;
                otherSituation = Trials.Situation(new ModuleOptions(), shuffled[0].IndexOf("v0"), 4);
                other = new BettingStrategy().Create(shuffled, other.Save());
            }

            Learn(learner, Space, situation, steps[i]);
            Learn(other, otherSpace, otherSituation, steps[i]);
        }

        var shares = learner.Plan(situation).Candidates.ToDictionary(c => Space[c.Parameter].Name + Space[c.Parameter].Values[c.Value], c => c.Share);
        var otherShares = other.Plan(otherSituation).Candidates
            .ToDictionary(c => otherSpace[c.Parameter].Name + otherSpace[c.Parameter].Values[c.Value], c => c.Share);
        return shares.Count == otherShares.Count
            && shares.All(s => Math.Abs(s.Value - otherShares[s.Key]) < 1e-9)
            && Enumerable.Range(1, Values - 1).All(v =>
                Math.Abs(learner.Confidence(0, v, situation)!.Value
                    - other.Confidence(0, otherSpace[0].IndexOf($"v{v}"), otherSituation)!.Value) < 1e-9);
    }

    [Property(MaxTest = 100, EndSize = 200)]
    public bool Saving_and_reading_at_any_time_changes_nothing((byte Quality, byte Choice, byte Share)[] steps, byte every)
    {
        var kept = new BettingStrategy().Create(Space, null);
        var read = new BettingStrategy().Create(Space, null);
        var situation = Trials.Situation(new ModuleOptions(), 0, 4);
        for (var i = 0; i < steps.Length; i++)
        {
            Learn(kept, Space, situation, steps[i]);
            Learn(read, Space, situation, steps[i]);
            if (i % 7 == 0 && kept.Propose(situation).Count != read.Propose(situation).Count) return false;
            if (i % (1 + (every % 9)) == 0) read = new BettingStrategy().Create(Space, read.Save());
        }

        return kept.Save().GetRawText() == read.Save().GetRawText();
    }

    private static bool Bounded(Duel duel)
    {
        for (var g = 0; g < Duel.Stakes; g++)
            if (!(duel.Higher[g] >= -Duel.Floor && duel.Higher[g] < 20 && duel.Lower[g] >= -Duel.Floor && duel.Lower[g] < 20)) return false;
        // A millionth: the floor lifts the poorest again after the cap scaled all down.
        return duel.Judge(true, SixCandidates).Better <= 0.990001 && duel.Judge(false, SixCandidates).Better <= 0.990001;
    }

    private static Dictionary<(int, int), double[]> Capitals(BettingLearner learner) => learner.Duels
        .SelectMany((duels, parameter) => duels.Select(d => (Key: (parameter, d.Key), Value: (double[])[.. d.Value.Higher, .. d.Value.Lower])))
        .ToDictionary(d => d.Key, d => d.Value);

    // A decision of a policy that tries every other value: in a space of any order the same values with the same shares.
    private static void Learn(IContextLearner learner, ParameterSpace space, LearnerSituation situation, (byte Quality, byte Choice, byte Share) step)
    {
        var trial = 0.01 + (0.94 * step.Share / 255);
        var place = new Func<int, int>(v => space[0].IndexOf($"v{v}"));
        var policy = Trials.Policy(
            space, [place(0), 4],
            (0, place(1), trial * 0.4), (0, place(2), trial * 0.3), (0, place(3), trial * 0.2), (0, place(4), trial * 0.05), (1, 7, trial * 0.05));
        var candidate = step.Choice % 7;
        learner.Learn(new Observation(step.Quality / 255.0, policy, candidate < 5 ? candidate : -1, 0), situation);
    }

    private static ParameterSpace Shuffled(int order)
    {
        var random = new Random(order);
        var values = Enumerable.Range(0, Values).Select(v => $"v{v}").ToArray();
        random.Shuffle(values);
        return new ParameterSpace(ParameterDefinition.Categorical("p0", "v0", values), Space[1]);
    }
}
