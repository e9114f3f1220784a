using SelfLearning.Tool.Replaying.Data;
using SelfLearning.Tool.Replaying.Logged;

namespace SelfLearning.Tool.Tests.Replaying.Logged;

public class DecisionLogTests
{
    [Fact]
    public void A_survey_counts_and_the_second_pass_gives_the_rows()
    {
        var log = DecisionLog.Survey(LoggedWorld.Space, () => [Row(2, "a", 1, 0.5, 1), Row(3, "b", 1, 0.25, 0), Row(4, "a", 2, 0.75, 0.5)]);
        Assert.Equal((3, 2, -1, 0.25, 0.5), (log.Rows, log.Settings, log.DefaultSetting, log.SmallestPropensity, log.MeanFeedback));
        Assert.Equal(["a", "b"], log.Contexts);
        Assert.Equal((2, 0.25), (log.RowsWith(0), log.SmallestPropensityOf(0)));
        Assert.True(log.Supports(0, 1) && !log.Supports(1, 1) && !log.Supports(0, -1));
        Assert.Equal(
            [new LoggedDecision(0, 0, 0.5, 1), new LoggedDecision(1, 0, 0.25, 0), new LoggedDecision(0, 1, 0.75, 0.5)], log.Read());
    }

    [Fact]
    public void A_penalty_lowers_the_feedback_but_not_below_0()
    {
        var log = DecisionLog.Survey(
            LoggedWorld.Space, () => [Row(2, "a", 0, 1, 0.8) with { Penalty = 0.3 }, Row(3, "a", 0, 1, 0.2) with { Penalty = 0.3 }]);
        Assert.Equal([0.5, 0], log.Read().Select(row => row.Feedback));
    }

    [Fact]
    public void An_empty_log_is_refused() =>
        Assert.Throws<InputException>(() => DecisionLog.Survey(LoggedWorld.Space, () => []));

    [Fact]
    public void Too_many_settings_are_refused_with_the_way_out()
    {
        var space = new ParameterSpace(ParameterDefinition.Integer("level", 0, 0, 1_000));
        var rows = Enumerable.Range(0, 1_001).Select(i => Row(i + 2, "a", i, 0.5, 1));
        var error = Assert.Throws<InputException>(() => DecisionLog.Survey(space, () => rows));
        foreach (var word in new[] { "Row 1002", "1001th", "1000", "--where" }) Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_contexts_are_refused_with_the_way_out()
    {
        var rows = Enumerable.Range(0, 10_001).Select(i => Row(i + 2, $"c{i}", i % 3, 0.5, 1));
        var error = Assert.Throws<InputException>(() => DecisionLog.Survey(LoggedWorld.Space, () => rows));
        foreach (var word in new[] { "Row 10002", "10001th different context", "10000", "--context" })
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    private static DataRow Row(long line, string context, int value, double propensity, double feedback) =>
        new(line, context, new[] { value }, feedback, 0, "", propensity);
}
