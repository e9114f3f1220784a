namespace SelfLearning.Learning.Tests.Policies;

public class PolicyTests
{
    private static readonly ParameterSpace Space = new(
        ParameterDefinition.Categorical("style", "plain", "plain", "warm", "bold"), ParameterDefinition.Integer("level", 4, 0, 10));

    private static PolicySnapshot Snapshot(params PolicyCandidate[] candidates) => new()
    {
        Version = 7,
        PublishedAt = DateTimeOffset.UnixEpoch,
        Values = [new("style", "plain"), new("level", "4")],
        Candidates = [.. candidates],
        TrialShare = candidates.Sum(c => c.Share),
    };

    [Fact]
    public void Choosing_allocates_nothing()
    {
        var policy = Policy.Resolve(Snapshot(new("style", "warm", 0.2), new("level", "7", 0.1)), Space);
        var random = new Random(20260102);
        policy.Choose(random.NextDouble(), random.NextDouble());

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) policy.Choose(random.NextDouble(), random.NextDouble());

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Values_are_chosen_as_often_as_their_shares_say()
    {
        PolicyCandidate[] candidates = [new("style", "warm", 0.2), new("style", "bold", 0.05), new("level", "7", 0.1)];
        var policy = Policy.Resolve(Snapshot(candidates), Space);
        var random = new Random(20260101);
        const int Draws = 1_000_000;
        var counts = new int[4];
        for (var i = 0; i < Draws; i++) counts[policy.Choose(random.NextDouble(), random.NextDouble()) + 1]++;
        double[] expected = [0.65, .. candidates.Select(c => c.Share)];
        var chiSquare = expected.Select((share, i) => Math.Pow(counts[i] - (share * Draws), 2) / (share * Draws)).Sum();
        // 16.27 is exceeded once in 1,000 seeds (3 degrees of freedom).
        Assert.True(chiSquare < 16.27, $"chi-square {chiSquare}, counts {string.Join(", ", counts)}");
    }

    [Theory]
    [InlineData(0.3001, 0, -1)]
    [InlineData(0.2999, 0, 0)]
    [InlineData(0, 0.6666, 0)]
    [InlineData(0, 0.6667, 1)]
    [InlineData(0, 0.9999999999999999, 1)]
    public void The_first_number_says_whether_and_the_second_which(double trial, double pick, int expected) => Assert.Equal(
        expected, Policy.Resolve(Snapshot(new("style", "warm", 0.2), new("level", "7", 0.1)), Space).Choose(trial, pick));

    [Fact]
    public void Without_candidates_the_values_in_use_are_served()
    {
        var policy = Policy.Resolve(Snapshot(), Space);
        Assert.Equal(-1, policy.Choose(0, 0));
        Assert.Equal(policy.Snapshot.Values.AsEnumerable(), policy.Decide(-1).AsEnumerable());
    }

    [Fact]
    public void A_trial_changes_one_value()
    {
        var policy = Policy.Resolve(Snapshot(new("style", "warm", 0.2), new("level", "7", 0.1)), Space);
        Assert.Equal([new("style", "warm"), new("level", "4")], policy.Decide(0).AsEnumerable());
        Assert.Equal([new("style", "plain"), new("level", "7")], policy.Decide(1).AsEnumerable());
    }

    [Fact]
    public void What_the_space_does_not_have_has_no_place()
    {
        var other = new ParameterSpace(
            ParameterDefinition.Boolean("rhyme", true), ParameterDefinition.Categorical("style", "warm", "warm", "cold"), ParameterDefinition.Integer("level", 4, 4, 6));
        var policy = Policy.Resolve(Snapshot(new("style", "warm", 0.2), new("level", "7", 0.1)), other);
        Assert.Equal([-1, -1, 0], policy.Incumbents.AsEnumerable());
        Assert.Equal([new Candidate(1, 0, 0.2), new Candidate(-1, -1, 0.1)], policy.Candidates.AsEnumerable());
    }

    [Fact]
    public void Code_with_another_definition_uses_what_it_knows_and_overrides_the_rest()
    {
        System.Collections.Immutable.ImmutableArray<ParameterValue> decided = [new("style", "warm"), new("rhyme", "true"), new("level", "11"), new("level", "5")];
        var (usable, overridden) = KnownValues.Of(decided, Space);
        Assert.Equal([decided[0], decided[3]], usable.AsEnumerable());
        Assert.Equal(0b0110u, overridden);
        Assert.Equal((decided, 0u), KnownValues.Of(decided, new ParameterSpace(
            Space[0], ParameterDefinition.Boolean("rhyme", true), ParameterDefinition.Integer("level", 4, 0, 11))));
        var all = Enumerable.Range(0, 32).Select(i => new ParameterValue($"p{i}", "x"));
        Assert.Equal(uint.MaxValue, KnownValues.Of([.. all], Space).Overridden);
    }

    [Fact]
    public void A_version_is_published_when_something_changed_or_enough_has_moved_for_long_enough()
    {
        var current = Snapshot(new("style", "warm", 0.1), new("style", "bold", 0.05)) with { PublishedAt = DateTimeOffset.UnixEpoch };
        PolicySnapshot After(double seconds, params PolicyCandidate[] candidates) =>
            Snapshot(candidates) with { PublishedAt = DateTimeOffset.UnixEpoch.AddSeconds(seconds) };
        PolicyCandidate warm = new("style", "warm", 0.1), bold = new("style", "bold", 0.05);

        (PolicySnapshot Next, bool ByDefault, bool Always)[] table =
        [
            (After(60, warm, bold), false, false),
            (After(0, warm), true, true),
            (After(0, bold, warm), true, true),
            (After(0, warm, bold with { Value = "cold" }), true, true),
            (After(0, warm, bold) with { Values = [new("style", "plain"), new("level", "5")] }, true, true),
            (After(10, warm with { Share = 0.1101 }, bold), true, true),
            (After(10, warm with { Share = 0.0899 }, bold), true, true),
            (After(10, warm with { Share = 0.1099 }, bold), false, true),
            (After(9.9, warm with { Share = 0.2 }, bold), false, true),
            (After(-5, warm with { Share = 0.2 }, bold), true, true),
        ];
        foreach (var (next, byDefault, always) in table)
        {
            Assert.Equal(byDefault, PublishingRule.Default.IsDue(current, next));
            Assert.Equal(always, PublishingRule.Always.IsDue(current, next));
        }
    }
}
