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
    public void The_newest_32_are_held_and_older_ones_while_a_queued_decision_needs_them()
    {
        Assert.Empty(History(32).Retired(Needing()));
        var history = History(40);
        Assert.Equal(Enumerable.Range(1, 8).Select(v => (long)v), history.Retired(Needing()).Select(p => p.Version));
        var retired = history.Retired(Needing(3, 8, 20));
        Assert.Equal([1L, 2, 4, 5, 6, 7], retired.Select(p => p.Version));
        Assert.Equal([1, 0], history.Find(1)!.Incumbents.Concat([0]));
        history.Drop(retired);
        Assert.Null(history.Find(1));
        Assert.Equal((34, 40L), (history.Versions.Count, history.Current.Version));
        Assert.NotNull(history.Find(3));
    }

    [Fact]
    public void An_older_version_that_comes_back_is_not_put_in_force()
    {
        var history = History(40);
        history.Drop(history.Retired(Needing()));
        history.Add(Version(2));
        Assert.Equal((40L, 2L), (history.Current.Version, history.Versions[0].Version));
        Assert.Equal([2L], history.Retired(Needing()).Select(p => p.Version));
        Assert.Empty(history.Retired(Needing(2)));
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
