namespace SelfLearning.Tool.Tests.Replaying.Logged;

public class LoggedCaveatsTests
{
    private static readonly LoggedWorld World = new();

    [Fact]
    public void A_good_log_gets_no_reproach()
    {
        var caveats = Caveats(World);
        foreach (var reproach in new[] { "not right", "never logged", "drifts", "No row has", "interrupted" })
            Assert.DoesNotContain(caveats, caveat => caveat.Contains(reproach, StringComparison.Ordinal));
    }

    [Fact]
    public void Propensities_that_do_not_average_to_their_inverse_are_wrong() =>
        AssertSays(World with { Stated = propensity => propensity * 0.8 }, "The propensities are not right", "average 1.2");

    [Fact]
    public void A_setting_that_was_never_logged_in_a_context_cannot_be_judged_there()
    {
        var caveats = AssertSays(
            World with { Propensities = [[0.5, 0.5, 0], [0.4, 0.4, 0.2]] }, "never logged in a context cannot be judged there", "'style bold' (4");
        Assert.DoesNotContain(caveats, caveat => caveat.Contains("not right", StringComparison.Ordinal));
    }

    [Fact]
    public void Default_values_without_rows_are_said() =>
        AssertSays(World with { Propensities = [[0, 0.5, 0.5], [0, 0.5, 0.5]] }, "No row has the default values");

    [Fact]
    public void A_mean_that_moves_between_the_halves_is_said() =>
        AssertSays(World with { Later = [[0.4, 0.75, 0.35], [0.3, 0.4, 0.85]] }, "The log drifts: 'style plain'");

    [Fact]
    public void Few_accepted_and_few_effective_rows_are_said() => AssertSays(
        World with { Propensities = [[0.97, 0.02, 0.01], [0.97, 0.02, 0.01]] }, "at most 0.01, the smallest propensity", "Effective sample sizes below 1,000: ");

    private static string[] AssertSays(LoggedWorld world, params string[] words)
    {
        var caveats = Caveats(world);
        foreach (var word in words) Assert.Contains(caveats, caveat => caveat.Contains(word, StringComparison.Ordinal));
        return caveats;
    }

    private static string[] Caveats(LoggedWorld world) => [.. LoggedWorld.Replay(world.Log(2, 12_000)).Caveats];
}
