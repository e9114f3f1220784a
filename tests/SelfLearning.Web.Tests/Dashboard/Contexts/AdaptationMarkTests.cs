using SelfLearning.Learning;
using SelfLearning.Web.Dashboard.Contexts;

namespace SelfLearning.Web.Tests.Dashboard.Contexts;

public sealed class AdaptationMarkTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_came_into_force_is_marked_when_it_did_whatever_became_of_it_since()
    {
        var set = new AdaptationSet([], [], 0, 0);
        var approved = set.Add(Made(1, "a", "b", AdaptationStatus.Proposed));
        set.Decide(approved, AdaptationStatus.Applied, new Decider("ada"), Start.AddHours(48));
        set.Add(Made(96, "b", "a", AdaptationStatus.Applied) with { Undoes = approved.Id });
        set.Add(Made(97, "a", "d", AdaptationStatus.Rejected));
        set.Add(Made(98, "a", "c", AdaptationStatus.Proposed));

        var marks = AdaptationMark.AllOf([.. set.All.Reverse()]);

        Assert.Equal([(1, Start.AddHours(48)), (2, Start.AddHours(96.5))], marks.Select(mark => ((int)mark.Id, mark.At)));
        Assert.Equal("p: a → b", marks[0].Text);
    }

    [Theory]
    [InlineData(AdaptationStatus.Proposed)]
    [InlineData(AdaptationStatus.Applied)]
    public void A_proposal_that_was_overtaken_by_another_of_its_value_is_not_marked(AdaptationStatus other)
    {
        var set = new AdaptationSet([], [], 0, 0);
        set.Add(Made(1, "a", "b", AdaptationStatus.Proposed));
        var second = set.Add(Made(2, "a", "b", other));
        if (!second.Applied) set.Decide(second, AdaptationStatus.Applied, new Decider("ada"), Start.AddHours(3));
        set.Add(Made(4, "b", "c", AdaptationStatus.Applied));

        Assert.Equal([2, 3], AdaptationMark.AllOf([.. set.All]).Select(mark => mark.Id));
    }

    [Fact]
    public void What_a_silo_that_does_not_say_so_calls_applied_is_marked_when_it_was_decided()
    {
        var marks = AdaptationMark.AllOf([Made(2, "a", "b", AdaptationStatus.Applied), Made(1, "y", "a", AdaptationStatus.Superseded)]);

        Assert.Equal((2, Start.AddHours(2.5)), (Assert.Single(marks).Id, marks[0].At));
    }

    [Fact]
    public void A_chart_has_each_mark_in_the_step_in_which_it_lies_and_all_steps()
    {
        var history = new PerformanceHistory(
            "paint", "folk", "7d", Start, Start.AddHours(11), TimeSpan.FromHours(4),
            [new(Start, 4, 1, 2, 0.5, 10, 20), new(Start.AddHours(4), 0, 0, 0, null, null, null), new(Start.AddHours(8), 1, 0, 0, null, 30, 40)]);

        var chart = ChartModel.Of(history, [Made(4, "a", "b", AdaptationStatus.Applied), Made(1, "y", "a", AdaptationStatus.RolledBack) with { AppliedAt = Start.AddHours(1) }]);

        Assert.Equal(["1", "4", ""], chart.Steps.Select(step => string.Join(' ', step.Marks.Select(mark => mark.Id))));
        Assert.Equal(("4 hours", false), (chart.Step, chart.IsEmpty));
        Assert.True(ChartModel.Of(history with { Points = [new(Start, 0, 0, 0, null, null, null)] }, []).IsEmpty);
    }

    private static Adaptation Made(long id, string old, string value, AdaptationStatus status) => new()
    {
        Id = id,
        CreatedAt = Start.AddHours(id),
        Context = "folk",
        ParameterName = "p",
        OldValue = old,
        NewValue = value,
        Confidence = 0.8,
        Reason = "because",
        MetricsBasis = new MetricsBasis(10, 5, 0.5, 5, 0.7, 0.2, 1),
        Status = status,
        DecidedBy = "learner",
        DecidedAt = Start.AddHours(id + 0.5),
    };
}
