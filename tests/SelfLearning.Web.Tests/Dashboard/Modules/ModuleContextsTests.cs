using System.Collections.Immutable;
using SelfLearning.Web.Dashboard.Modules;

namespace SelfLearning.Web.Tests.Dashboard.Modules;

public sealed class ModuleContextsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ImmutableArray<ContextInfo> All =
    [
        new("a", 10, 0, 0, false, Start.AddHours(3)),
        new("b", 30, 0, 1, false, Start.AddHours(1)),
        new("c", 30, 0, 1, false, Start.AddHours(2)),
        new("D", 5, 0, 1, false, Start.AddHours(9)),
    ];

    [Theory]
    [InlineData("Traffic", "b c a D")]
    [InlineData("Gain", "D c b a")]
    [InlineData("Activity", "D a c b")]
    [InlineData("Name", "D a b c")]
    public void They_stand_in_the_order_that_is_asked_for(string sort, string expected) => Assert.Equal(
        expected,
        Keys(ModuleContexts.Sort(All, Enum.Parse<ContextSort>(sort), ImmutableDictionary<string, double>.Empty.Add("D", 0.3).Add("c", 0.1).Add("b", 0))));

    [Fact]
    public void A_filter_looks_for_a_part_of_the_key_in_any_case() =>
        Assert.Equal("D", Keys([.. ModuleContexts.Filter(All, "d")]));

    [Theory]
    [InlineData(null, "a b")]
    [InlineData("b", "c D")]
    [InlineData("D", "")]
    [InlineData("gone", "a b")]
    public void A_part_begins_after_the_last_one_of_the_part_before(string? after, string expected) => Assert.Equal(expected, Keys(ModuleContexts.Page(All, after, 2)));

    [Fact]
    public void The_gain_is_that_of_the_adaptations_in_force()
    {
        Adaptation[] adaptations =
        [
            Made(1, AdaptationStatus.Applied, 0.2), Made(2, AdaptationStatus.Applied, 0.05), Made(3, AdaptationStatus.RolledBack, 0.4), Made(4, AdaptationStatus.Proposed, 0.4),
            Made(5, AdaptationStatus.Superseded, 0.4), Made(6, AdaptationStatus.Applied, 0.4) with { Undoes = 3 },
        ];

        Assert.Equal(0.25, ModuleContexts.GainOf(adaptations), 12);
    }

    [Theory]
    [InlineData(null, null, null, "")]
    [InlineData("GAIN", " folk & co ", "YQ", "?sort=gain&filter=folk%20%26%20co&cursor=YQ")]
    [InlineData("7", "", "", "")]
    [InlineData("nonsense", null, null, "")]
    public void A_query_is_read_and_written(string? sort, string? filter, string? cursor, string expected) => Assert.Equal(expected, ModuleQuery.Read(sort, filter, cursor).ToText());

    private static string Keys(ImmutableArray<ContextInfo> contexts) => string.Join(' ', contexts.Select(context => context.Context));

    private static Adaptation Made(long id, AdaptationStatus status, double gain) => new()
    {
        Id = id,
        CreatedAt = Start,
        Context = "a",
        ParameterName = "p",
        OldValue = "x",
        NewValue = "y",
        Confidence = 0.8,
        Reason = "because",
        MetricsBasis = new MetricsBasis(10, 5, 0.5, 5, 0.5 + gain, gain, 1),
        Status = status,
        DecidedBy = "learner",
        DecidedAt = Start,
    };
}
