namespace SelfLearning.Learning.Tests.Pooling;

public class PoolModelTests
{
    [Fact]
    public void Evidence_belongs_to_texts_wherever_they_stand_in_a_space()
    {
        var pool = PoolSamples.Pool(3, "plain", "warm", PoolSamples.Towards(0.5));
        var there = new ParameterSpace(ParameterDefinition.Categorical("style", "plain", "plain", "warm"));
        var exchanged = new ParameterSpace(ParameterDefinition.Integer("level", 1, 0, 3), ParameterDefinition.Categorical("style", "warm", "warm", "bold", "plain"));
        var without = new ParameterSpace(ParameterDefinition.Categorical("style", "plain", "plain", "bold"));

        Assert.Equal([1.5, 1.5, 1.5, -1.5, -1.5, -1.5], pool.Snapshot(there).Find(0, BettingLearner.Key(0, 1, 2))!.Logs);
        var pair = pool.Snapshot(exchanged).Find(1, BettingLearner.Key(0, 2, 3))!;
        Assert.Equal([-1.5, -1.5, -1.5, 1.5, 1.5, 1.5], pair.Logs);
        Assert.Equal(3, pair.Contexts);
        Assert.True(pool.Snapshot(without).IsEmpty);
    }

    [Fact]
    public void A_pool_is_bounded_and_forgets_the_pair_that_was_played_longest_ago()
    {
        var pool = new PoolModel();
        for (var i = 1; i <= PoolEvidence.MaximumPairs + 10; i++)
        {
            pool.Apply(0, new PoolReport(i, PoolSamples.Evidence("plain", $"value{i:00000}", PoolSamples.Towards(1))));
            // The first one is played again and again.
            pool.Apply(1, new PoolReport(i, PoolSamples.Evidence("plain", "value00001", PoolSamples.Towards(0.1))));
        }

        Assert.Equal(PoolEvidence.MaximumPairs, pool.Pairs.Count);
        var names = pool.Pairs.Keys.Select(pair => pair.Second).ToHashSet();
        Assert.Contains("value00001", names);
        Assert.DoesNotContain("value00011", names);
        Assert.Contains("value00012", names);
        Assert.InRange(pool.Save().Length, 100_000, 160_000);
    }

    [Fact]
    public void Evidence_on_its_way_is_bounded()
    {
        var evidence = new PoolEvidence();
        for (var i = 0; i < PoolEvidence.MaximumPairs + 10; i++) evidence.Merge(PoolSamples.Evidence("plain", $"value{i:00000}", PoolSamples.Towards(1)));
        Assert.Equal(PoolEvidence.MaximumPairs, evidence.Pairs.Count);
        Assert.Equal(PoolEvidence.MaximumPairs, PoolEvidence.Load(evidence.Save()).Pairs.Count);
    }

    [Fact]
    public void The_mean_follows_the_last_two_thousand_feedbacks_and_is_not_there_before_any()
    {
        var pool = new PoolModel();
        Assert.Null(pool.Mean);
        pool.Apply(0, new PoolReport(1, new PoolEvidence(1, 1)));
        Assert.Equal((1 + (2 * 0.5)) / 3, pool.Mean!.Value, 1e-12);
        pool.Apply(0, new PoolReport(2, new PoolEvidence(100_000, 25_000)));
        Assert.Equal(0.25, pool.Mean!.Value, 1e-9);
    }

    [Fact]
    public void Bytes_that_are_damaged_or_newer_are_refused_with_a_reason()
    {
        var bytes = PoolSamples.Pool(2, "plain", "warm", PoolSamples.Towards(1)).Save();
        for (var length = 1; length < bytes.Length; length++)
            Assert.Contains("damaged", Assert.Throws<AdaptationException>(() => PoolModel.Load(bytes[..length])).Message, StringComparison.Ordinal);
        Assert.Contains("left over", Assert.Throws<AdaptationException>(() => PoolModel.Load([.. bytes, 0])).Message, StringComparison.Ordinal);
        bytes[0] = 9;
        Assert.Contains("format 9", Assert.Throws<AdaptationException>(() => PoolModel.Load(bytes)).Message, StringComparison.Ordinal);
        Assert.Contains("format 9", Assert.Throws<AdaptationException>(() => PoolEvidence.Load([9])).Message, StringComparison.Ordinal);
    }
}
