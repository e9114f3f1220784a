namespace SelfLearning.Learning.Tests.Policies;

public class PolicyHistoryTests
{
    private static readonly ParameterSpace Space = new(ParameterDefinition.Categorical("style", "plain", "plain", "warm"));

    private static PolicySnapshot Version(long version) =>
        new() { Version = version, PublishedAt = DateTimeOffset.UnixEpoch, Values = [new("style", "warm")] };

    private static FeedbackQueue Needing(params long[] versions)
    {
        var queue = new FeedbackQueue();
        foreach (var version in versions)
            queue.Enqueue(new QueuedDecision { Key = new DecisionKey(0, version), PolicyVersion = version, Candidate = -1, Overridden = 0 });
        return queue;
    }

    private static PolicyHistory History(int count) => new(Space, Enumerable.Range(1, count).Select(v => Version(v)));

    [Fact]
    public void Versions_retire_in_groups_and_those_a_queued_decision_needs_can_still_be_found()
    {
        Assert.Empty(History(39).Retired());
        var history = History(40);
        var retired = history.Retired();
        Assert.Equal(Enumerable.Range(1, retired.Count).Select(v => (long)v), retired.Select(p => p.Version));
        Assert.InRange(history.Versions.Count - retired.Count, 1, PolicyHistory.Held);
        history.Drop(retired, Needing(3, 8));
        Assert.Null(history.Find(1));
        Assert.NotNull(history.Find(3));
        Assert.Equal((40 - retired.Count, 40L), (history.Versions.Count, history.Current.Version));
        history.GiveBack(Needing(8));
        Assert.Null(history.Find(3));
        Assert.NotNull(history.Find(8));
    }

    [Fact]
    public void The_version_in_force_never_retires_however_large_it_is()
    {
        var large = Version(1) with { Values = [.. Enumerable.Range(0, 400).Select(i => new ParameterValue($"parameter-{i}", "value"))] };
        var history = new PolicyHistory(Space, [large, large with { Version = 2 }]);
        Assert.Equal([1L], history.Retired().Select(p => p.Version));
        history.Drop(history.Versions.ToList(), Needing());
        Assert.Equal(2, Assert.Single(history.Versions).Version);
    }

    [Fact]
    public void An_older_version_that_is_lent_is_not_put_in_force()
    {
        var history = History(40);
        history.Drop(history.Retired(), Needing());
        history.Lend(Version(2));
        Assert.Equal(40L, history.Current.Version);
        Assert.NotNull(history.Find(2));
        history.GiveBack(Needing());
        Assert.Null(history.Find(2));
    }

    [Fact]
    public void A_version_never_changes()
    {
        var history = History(1);
        history.Add(Version(1) with { TrialShare = 0.5 });
        Assert.Equal(0, history.Current.TrialShare);
        Assert.True(new PolicyHistory(Space, []).IsEmpty);
    }

    [Fact]
    public void Another_space_gives_other_places()
    {
        var history = History(2);
        Assert.Equal(1, history.Find(1)!.Incumbents[0]);
        Assert.Same(history.Find(1), history.Find(1));
        history.ChangeSpace(new ParameterSpace(ParameterDefinition.Categorical("style", "warm", "warm", "cold")));
        Assert.Equal((0, 0), (history.Find(1)!.Incumbents[0], history.Find(2)!.Incumbents[0]));
        history.ChangeSpace(ParameterSpace.Empty);
        Assert.Empty(history.Find(1)!.Incumbents);
    }
}
