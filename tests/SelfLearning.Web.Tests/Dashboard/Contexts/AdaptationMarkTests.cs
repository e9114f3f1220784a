using System.Collections.Immutable;
using SelfLearning.Web.Dashboard.Contexts;

namespace SelfLearning.Web.Tests.Dashboard.Contexts;

public sealed class AdaptationMarkTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_came_into_force_is_marked_when_it_did_and_proposals_are_not()
    {
        ImmutableArray<Adaptation> all =
        [
            Made(6, "b", "c", AdaptationStatus.Proposed),
            Made(5, "b", "d", AdaptationStatus.Rejected),
            Made(4, "a", "b", AdaptationStatus.Applied),
            Made(3, "a", "z", AdaptationStatus.Superseded),
            Made(2, "y", "a", AdaptationStatus.Superseded),
            Made(1, "y", "x", AdaptationStatus.RolledBack),
        ];

        var marks = AdaptationMark.AllOf(all);

        Assert.Equal([(1, Start.AddHours(1)), (2, Start.AddHours(2)), (4, Start.AddHours(4.5))], marks.Select(mark => ((int)mark.Id, mark.At)));
        Assert.Equal("p: a → b", marks[^1].Text);
    }

    [Fact]
    public void A_chart_has_each_mark_in_the_step_in_which_it_lies_and_all_steps()
    {
        var history = new PerformanceHistory(
            "paint", "folk", "7d", Start, Start.AddHours(11), TimeSpan.FromHours(4),
            [new(Start, 4, 1, 2, 0.5, 10, 20), new(Start.AddHours(4), 0, 0, 0, null, null, null), new(Start.AddHours(8), 1, 0, 0, null, 30, 40)]);

        var chart = ChartModel.Of(history, [Made(4, "a", "b", AdaptationStatus.Applied), Made(1, "y", "a", AdaptationStatus.RolledBack)]);

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
