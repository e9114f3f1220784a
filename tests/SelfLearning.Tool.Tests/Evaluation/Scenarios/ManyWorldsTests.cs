using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Tests.Evaluation.Scenarios;

/// <summary>The expected numbers are those of the reference: <c>multi.worlds(kind, 3, 200)</c> and the traffic of <c>reference.replay_many</c>.</summary>
public class ManyWorldsTests
{
    [Theory]
    [InlineData("shared", 433.18033824427937, 0.5461150802754087, 0.6961150802754087, 0.4461150802754087, 0.5461150802754087)]
    [InlineData("small", 448.3803382442794, 0.5461150802754087, 0.6061150802754087, 0.5461150802754087, 0.5461150802754087)]
    [InlineData("idio", 466.3803382442794, 0.5461150802754087, 0.5461150802754087, 0.5461150802754087, 0.6961150802754087)]
    [InlineData("rare", 440.3803382442794, 0.5461150802754087, 0.5461150802754087, 0.5461150802754087, 0.5461150802754087)]
    [InlineData("null", 436.3803382442794, 0.5461150802754087, 0.5461150802754087, 0.5461150802754087, 0.5461150802754087)]
    public void The_means_are_those_of_the_reference(string kind, double sum, params double[] context137)
    {
        var worlds = new ManyWorlds(kind, 3, 200);
        Assert.Equal(context137, worlds.Means[137]);
        Assert.Equal(sum, worlds.Means.Sum(means => means.Sum()), 1e-9);
    }

    [Fact]
    public void The_calls_come_to_the_contexts_in_the_order_of_the_reference()
    {
        var worlds = new ManyWorlds("shared", 3, 200);
        Assert.Equal([1, 88, 5, 0, 80, 0, 75, 0, 8, 36, 0, 25, 0, 2, 8, 8, 3, 98, 50, 4], Enumerable.Range(0, 20).Select(worlds.ContextOf));
        Assert.Equal(525_180, Enumerable.Range(0, 20_000).Sum(worlds.ContextOf));
    }

    [Fact]
    public void An_unknown_kind_is_refused_with_those_there_are()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new ManyWorlds("odd", 1, 2));
        Assert.Contains("shared, small, idio, rare or null", refusal.Message, StringComparison.Ordinal);
    }
}
