using FsCheck.Xunit;
using SelfLearning.Learning.Tests.Strategies;

namespace SelfLearning.Learning.Tests.Pooling;

[Properties(Replay = "20260101,7")]
public class PooledPriorTests
{
    private static readonly ParameterSpace Space = new(Trials.Choice(4));

    [Property]
    public bool A_prior_adds_up_to_one_whatever_others_believe(byte a, byte b, byte candidates, byte strength)
    {
        var prior = new PooledPrior(new Prior(1 + candidates), PoolSamples.Any(a, b), PoolSamples.Any(b, a), 0.95 * (strength + 1) / 256);
        var sum = Math.Exp(prior.LogNone);
        foreach (var log in prior.LogGamblers) sum += Math.Exp(log);
        return Math.Abs(sum - 1) < 1e-12;
    }

    [Property]
    public bool Others_who_know_nothing_leave_the_default_prior(byte a, byte b, byte strength)
    {
        // What the pool holds is one's own evidence, and nothing else.
        var standard = new Prior(3);
        var prior = new PooledPrior(standard, PoolSamples.Any(a, b), PoolSamples.Any(a, b), 0.95 * (strength + 1) / 256);
        foreach (var log in prior.LogGamblers)
            if (Math.Abs(log - standard.LogGambler) > 1e-12) return false;
        return Math.Abs(prior.LogNone - standard.LogNone) < 1e-12;
    }

    [Fact]
    public void The_numbers_are_those_of_the_formula()
    {
        // w = 0.125, w0 = 0.75; the others' six capitals without one's own, one of which is below the floor.
        double[] pooled = [1, 0.5, -2, -0.5, -1, -6], own = [0.25, 0, 1, -0.5, 0.5, 3];
        var prior = new PooledPrior(new Prior(3), pooled, own, 0.8);
        var others = pooled.Zip(own).Select(p => 0.125 / 3 * Math.Exp(Math.Max(-Math.Log(1000), p.First - p.Second))).ToArray();
        var z = 0.75 + others.Sum();
        for (var g = 0; g < 6; g++) Assert.Equal((0.8 * others[g] / z) + (0.2 * 0.125 / 3), Math.Exp(prior.LogGamblers[g]), 1e-12);
        Assert.Equal((0.8 * 0.75 / z) + (0.2 * 0.75), Math.Exp(prior.LogNone), 1e-12);
    }

    [Property(MaxTest = 60)]
    public bool A_module_with_a_single_context_learns_as_without_a_pool((byte Quality, byte Choice)[] steps)
    {
        var (alone, pooled, pool) = (new BettingStrategy().Create(Space, null), new BettingStrategy().Create(Space, null), new PoolModel());
        var (off, on) = (Trials.Situation(new ModuleOptions(), 0), Trials.Situation(new ModuleOptions { PoolingStrength = 0.8 }, 0));
        var policy = Trials.Policy(Space, [0], (0, 1, 0.3), (0, 2, 0.2), (0, 3, 0.1));
        for (var i = 0; i < steps.Length; i++)
        {
            var observation = new Observation(steps[i].Quality / 255.0, policy, (steps[i].Choice % 4) - 1, 0);
            alone.Learn(observation, off);
            pooled.Learn(observation, on);
            // The mean of the pool is this context's own: what it is at the first feedback is not known yet.
            if (pooled.TakeEvidence() is { } evidence) pool.Apply(0, new PoolReport(i + 1, evidence));
            var seen = on with { Pool = pool.Snapshot(Space) };
            for (var v = 1; v < 4; v++)
                if (Math.Abs(alone.Confidence(0, v, off)!.Value - pooled.Confidence(0, v, seen)!.Value) > 1e-9) return false;
        }

        return true;
    }

    [Property(MaxTest = 60)]
    public bool What_the_pool_was_not_told_yet_is_not_taken_for_the_evidence_of_others((byte Quality, byte Choice)[] steps, byte told)
    {
        // A few weak bets, so that nobody comes to the floor: the pool applies it once a report.
        var (alone, pooled, pool) = (new BettingStrategy().Create(Space, null), new BettingStrategy().Create(Space, null), new PoolModel());
        var (off, on) = (Trials.Situation(new ModuleOptions(), 0), Trials.Situation(new ModuleOptions { PoolingStrength = 0.8 }, 0));
        var policy = Trials.Policy(Space, [0], (0, 1, 0.3), (0, 2, 0.2), (0, 3, 0.1));
        var few = steps.Take(12).ToArray();
        for (var i = 0; i < few.Length; i++)
        {
            var observation = new Observation(0.4 + (few[i].Quality / 1275.0), policy, (few[i].Choice % 4) - 1, 0);
            alone.Learn(observation, off);
            pooled.Learn(observation, on);
            if (i == told % 12 && pooled.TakeEvidence() is { } evidence) pool.Apply(0, new PoolReport(1, evidence));
            pooled = new BettingStrategy().Create(Space, pooled.Save());
        }

        var seen = on with { Pool = pool.Snapshot(Space) };
        return Enumerable.Range(1, 3).All(v => Math.Abs(alone.Confidence(0, v, off)!.Value - pooled.Confidence(0, v, seen)!.Value) < 1e-9);
    }

    [Property(MaxTest = 60)]
    public bool With_strength_0_a_pool_changes_nothing_to_the_bit((byte Quality, byte Choice)[] steps, byte a, byte b)
    {
        var (alone, beside) = (new BettingStrategy().Create(Space, null), new BettingStrategy().Create(Space, null));
        var off = Trials.Situation(new ModuleOptions(), 0);
        var seen = off with { Pool = PoolSamples.Pool(5, "v0", "v1", PoolSamples.Any(a, b), mean: 0.9).Snapshot(Space) };
        var policy = Trials.Policy(Space, [0], (0, 1, 0.3), (0, 2, 0.2), (0, 3, 0.1));
        foreach (var step in steps)
        {
            var observation = new Observation(step.Quality / 255.0, policy, (step.Choice % 4) - 1, 0);
            alone.Learn(observation, off);
            beside.Learn(observation, seen);
        }

        var same = alone.Propose(off).SequenceEqual(beside.Propose(seen))
            && alone.Plan(off).Candidates.SequenceEqual(beside.Plan(seen).Candidates);
        return same && alone.Save().GetRawText() == beside.Save().GetRawText() && beside.TakeEvidence() is null;
    }
}
