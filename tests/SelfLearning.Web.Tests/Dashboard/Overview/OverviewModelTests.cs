using SelfLearning.Web.Dashboard.Overview;

namespace SelfLearning.Web.Tests.Dashboard.Overview;

public sealed class OverviewModelTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_waits_for_a_person_stands_before_what_is_newer()
    {
        var model = OverviewModel.Of(new OverviewReading(
            [], 0, [Made("a", 1, AdaptationStatus.Applied, 5), Made("b", 2, AdaptationStatus.Proposed, 1), Made("a", 3, AdaptationStatus.RolledBack, 9)]));

        Assert.Equal([2, 3, 1], model.Adaptations.Select(adaptation => (int)adaptation.Id));
        Assert.Equal(1, model.Waiting);
    }

    [Fact]
    public void As_many_adaptations_are_shown_as_fit_on_the_page()
    {
        var model = OverviewModel.Of(new OverviewReading([Read("b", 7)], 1, [.. Enumerable.Range(0, 40).Select(i => Made("b", i, AdaptationStatus.Applied, i))]));

        Assert.Equal(Enumerable.Range(25, 15).Reverse(), model.Adaptations.Select(adaptation => (int)adaptation.Id));
        Assert.Equal("1 module, 0 contexts, 7 operations in 24 hours.", model.Summary);
    }

    [Fact]
    public void What_is_left_out_is_said() => Assert.Equal(
        "The first 2 of 120 modules, by name, 0 contexts, 107 operations in 24 hours.", OverviewModel.Of(new OverviewReading([Read("a", 100), Read("b", 7)], 120, [])).Summary);

    [Fact]
    public void Without_operations_there_is_no_success_rate() => Assert.Null(OverviewModel.Of(new OverviewReading([Read("a", 0)], 1, [])).Modules[0].Success);

    private static ModuleReading Read(string name, long operations) => new(
        new ModuleDefinition { Name = name, Parameters = ParameterSpace.Empty },
        new PerformanceSummary { Module = name, Period = "24h", From = Start, To = Start.AddDays(1), TotalOperations = operations, SuccessRate = operations == 0 ? 0 : 90 },
        new PerformanceHistory(name, null, "7d", Start, Start, TimeSpan.FromHours(4), []),
        []);

    private static ContextAdaptation Made(string module, long id, AdaptationStatus status, int hour) => new(module, new Adaptation
    {
        Id = id,
        CreatedAt = Start,
        Context = "folk",
        ParameterName = "p",
        OldValue = "a",
        NewValue = "b",
        Confidence = 0.8,
        Reason = "because",
        MetricsBasis = new MetricsBasis(10, 5, 0.5, 5, 0.7, 0.2, 1),
        Status = status,
        DecidedBy = "learner",
        DecidedAt = Start.AddHours(hour),
    });
}
