using static SelfLearning.AdaptationStatus;

namespace SelfLearning.Learning.Tests.Adaptations;

public class AdaptationSetTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private static Adaptation Made(string parameter, string to, AdaptationStatus status, string from = "a", long? undoes = null) => new()
    {
        Id = 0,
        CreatedAt = Now,
        Context = "folk",
        ParameterName = parameter,
        OldValue = from,
        NewValue = to,
        Confidence = 0.8,
        Reason = "because",
        MetricsBasis = new MetricsBasis(0, 0, null, 0, null, 0, 1),
        Status = status,
        DecidedBy = "learner",
        DecidedAt = Now,
        Undoes = undoes,
    };

    [Fact]
    public void What_waits_or_is_in_force_is_never_dropped_for_newer_ones()
    {
        var set = new AdaptationSet([], [], 0, 0);
        for (var p = 0; p < ParameterSpace.MaximumParameters; p++) set.Add(Made($"p{p}", "b", Applied));
        for (var v = 0; v < AdaptationSet.MaximumProposals; v++) set.Add(Made("p0", $"c{v}", Proposed, "b"));
        Assert.True(set.IsFull);
        Assert.Equal(AdaptationSet.Kept, set.All.Count);
        for (var i = 0; i < 10; i++) set.Add(Made("p1", "d", Rejected, "b"));
        Assert.Equal(AdaptationSet.Kept, set.All.Count);
        Assert.Equal(ParameterSpace.MaximumParameters, set.All.Count(a => a.Applied));
        Assert.Equal(AdaptationSet.MaximumProposals, set.All.Count(a => a.Status == Proposed));
        Assert.Equal(60, set.LastId);
    }

    [Fact]
    public void A_proposal_too_many_supersedes_the_oldest_one()
    {
        var set = new AdaptationSet([], [], 0, 0);
        for (var v = 0; v <= AdaptationSet.MaximumProposals; v++) set.Add(Made("p", $"c{v}", Proposed));
        Assert.Equal(AdaptationSet.MaximumProposals, set.All.Count(a => a.Status == Proposed));
        Assert.Equal(Superseded, set.Require(1).Status);
    }

    [Fact]
    public void The_oldest_closed_adaptations_go_first()
    {
        var set = new AdaptationSet([], [], 0, 0);
        for (var i = 0; i < 60; i++) set.Add(Made("p", i % 2 == 0 ? "b" : "a", Applied, i % 2 == 0 ? "a" : "b"));
        Assert.Equal(Enumerable.Range(11, 50).Select(i => (long)i), set.All.Select(a => a.Id));
        Assert.Equal((60L, 60L), (set.LastId, set.AppliedCount));
        Assert.Equal(60, set.InForce("p")!.Id);
    }

    [Fact]
    public void A_change_overtakes_what_was_in_force_and_waited_for_its_parameter_only()
    {
        var set = new AdaptationSet([], [], 0, 0);
        set.Add(Made("p", "b", Applied));
        set.Add(Made("q", "b", Applied));
        set.Add(Made("p", "c", Proposed, "b"));
        set.Add(Made("q", "c", Proposed, "b"));
        set.Add(Made("p", "a", Applied, "b", undoes: 1));
        Assert.Equal([RolledBack, Applied, Superseded, Proposed, Applied], set.All.Select(a => a.Status));
        Assert.Equal((5L, 2L), (set.InForce("p")!.Id, set.InForce("q")!.Id));
        Assert.Equal(3, set.AppliedCount);
    }

    [Fact]
    public void When_an_adaptation_came_into_force_is_kept_after_it_is_undone()
    {
        var set = new AdaptationSet([], [], 0, 0);
        var proposal = set.Add(Made("p", "b", Proposed));
        Assert.Null(proposal.AppliedAt);
        Assert.Equal(Now.AddDays(2), set.Decide(proposal, Applied, new Decider("ann"), Now.AddDays(2)).AppliedAt);
        set.Add(Made("p", "a", Applied, "b", undoes: 1) with { CreatedAt = Now.AddDays(4), DecidedAt = Now.AddDays(4) });
        Assert.Equal([(RolledBack, Now.AddDays(2)), (Applied, Now.AddDays(4))], set.All.Select(a => (a.Status, a.AppliedAt!.Value)));
        set.Decide(set.Require(2), Superseded, new Decider("definition"), Now.AddDays(5));
        Assert.Equal((Superseded, Now.AddDays(4)), (set.Require(2).Status, set.Require(2).AppliedAt));
    }

    [Theory]
    [InlineData(Proposed)]
    [InlineData(Applied)]
    public void A_proposal_that_was_overtaken_by_another_of_its_value_never_came_into_force(AdaptationStatus other)
    {
        var set = new AdaptationSet([], [], 0, 0);
        set.Add(Made("p", "b", Proposed));
        var second = set.Add(Made("p", "b", other));
        if (!second.Applied) set.Decide(second, Applied, new Decider("ann"), Now);
        set.Add(Made("p", "c", Applied, "b"));
        Assert.Equal([(Superseded, false), (Superseded, true), (Applied, true)], set.All.Select(a => (a.Status, a.AppliedAt is not null)));
    }

    [Fact]
    public void What_a_version_saved_that_did_not_write_it_came_into_force_when_it_was_decided_if_it_still_is()
    {
        var decided = Now.AddDays(2);
        var set = new AdaptationSet(
            [Made("p", "b", RolledBack) with { Id = 1, DecidedAt = decided }, Made("q", "b", Applied) with { Id = 2, DecidedAt = decided }], [], 2, 2);
        set.Add(Made("q", "c", Applied, "b") with { DecidedAt = Now.AddDays(4) });
        Assert.Equal([null, decided, Now.AddDays(4)], set.All.Select(a => a.AppliedAt));
    }

    [Fact]
    public void An_unknown_id_says_what_there_is()
    {
        var set = new AdaptationSet([], [], 0, 0);
        set.Add(Made("p", "b", Applied));
        Assert.Equal(
            "There is no adaptation 9 in this context: it holds the last 50, up to number 1.",
            Assert.Throws<AdaptationException>(() => set.Require(9)).Message);
        Assert.Equal(
            "Adaptation 1 is Applied: only one that is Proposed can be approved.",
            Assert.Throws<AdaptationException>(() => set.Require(1, Proposed, "approved")).Message);
    }

    [Fact]
    public void Reasons_are_made_of_the_numbers()
    {
        Assert.Equal(
            "'warm' averages 0.813 over 40 feedbacks, 'plain' averages 0.500 over 1 feedback; estimated difference +0.250, confidence 0.91.",
            AdaptationReason.Of("plain", "warm", new MetricsBasis(41, 1, 0.5, 40, 0.8125, 0.25, 3), new Proposal(0, 1, 0.912, 0.25), null));
        Assert.Equal(
            "'warm' has no feedback, 'plain' averages 0.333 over 3 feedbacks; estimated difference 0.000, confidence 0.70.",
            AdaptationReason.Of("plain", "warm", new MetricsBasis(3, 3, 1 / 3.0, 0, null, 0, 3), new Proposal(0, 1, 0.7, 0), null));
        Assert.Equal(
            "Rolls back adaptation 12 ('plain' to 'warm'): 'plain' has no feedback, 'warm' has no feedback; estimated difference -0.125, confidence 0.75.",
            AdaptationReason.Of("warm", "plain", new MetricsBasis(0, 0, null, 0, null, -0.125, 3), new Proposal(0, 0, 0.75, -0.125), Made("style", "warm", Applied, "plain") with { Id = 12 }));
    }
}
