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
    public void All_that_wait_for_a_person_are_counted_beyond_those_that_are_shown()
    {
        var model = OverviewModel.Of(new OverviewReading([], 0, [.. Enumerable.Range(0, 40).Select(i => Made("b", i, AdaptationStatus.Proposed, i)), Made("b", 40, AdaptationStatus.Applied, 40)]));

        Assert.Equal((40, 15), (model.Waiting, model.Adaptations.Length));
    }

    [Fact]
    public void Where_a_module_has_more_contexts_than_are_counted_the_sum_says_so()
    {
        var contexts = Enumerable.Range(0, OverviewReading.MaximumContexts).Select(i => new ContextInfo($"c{i}", 1, 0, 2, false, Start));

        var model = OverviewModel.Of(new OverviewReading([Read("a", 7) with { Contexts = [.. contexts] }, Read("b", 0) with { Contexts = [new("d", 1, 0, 2, false, Start)] }], 2, []));

        Assert.Equal("2 modules, 1,001+ contexts, 7 operations in 24 hours.", model.Summary);
        Assert.Equal([(true, 2_000), (false, 2)], model.Modules.Select(module => (module.HasMore, module.Adaptations)));
    }

    [Theory]
    [InlineData(1, 0.8)]
    [InlineData(0, null)]
    public void What_the_learner_did_not_decide_has_no_confidence(long cycle, double? expected)
    {
        var made = Made("a", 1, AdaptationStatus.Applied, 1);

        Assert.Equal(expected, LatestAdaptation.Of(made with { Adaptation = made.Adaptation with { MetricsBasis = made.Adaptation.MetricsBasis with { LearningCycle = cycle } } }).Confidence);
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
