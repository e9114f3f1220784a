using SelfLearning.Tests;
using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Replaying.Logged;

namespace SelfLearning.Tool.Tests.Replaying.Logged;

/// <summary>
/// Simulated streams with a known average. An interval misses when it does at any of the times at which it is asked, which is what a
/// reader who stops at the worst moment would see.
/// </summary>
public class AnytimeIntervalTests
{
    private const double Alpha = 0.1;

    private static readonly int[] Times = [1, 2, 5, 10, 20, 50, 100, 150, 200, 300, 400, 600, 800, 1000];

    [Theory]
    [InlineData("weights up to 4", 0.5, 0.25, false)]
    [InlineData("weights up to 20", 0.3, 0.05, false)]
    [InlineData("a rare success", 0.03, 0.5, false)]
    [InlineData("a mean that moves", 0.5, 0.2, true)]
    public void Whoever_stops_at_the_worst_moment_is_misled_no_more_often_than_stated(string world, double mean, double propensity, bool moves) =>
        AssertCovers(world, mean, propensity, moves, streams: 300, Times);

    [FullFact]
    public void Heavy_weights_and_long_streams_are_covered_too()
    {
        int[] times = [.. Times, 2000, 4000, 7000, 10_000, 20_000];
        foreach (var propensity in new[] { 0.5, 0.1, 0.01 })
            foreach (var moves in new[] { false, true })
                AssertCovers($"propensity {propensity}", 0.4, propensity, moves, streams: 1500, times);
    }

    [Fact]
    public void The_interval_closes_in_on_the_average()
    {
        var interval = new AnytimeInterval(0);
        for (var i = 0; i < 20_000; i++)
        {
            var y = CounterRandom.U(1, CounterRandom.Reward, (ulong)i) < 0.4 ? 1 : 0;
            interval.Add(y, 1 - y);
        }

        var (lower, upper) = interval.At(0.05);
        Assert.InRange(0.4, lower, upper);
        // A fixed sample's 95 % interval would be ± .0068 wide; holding at all times costs a factor of about 2.
        Assert.InRange(upper - lower, 0.0136, 0.032);
    }

    [Fact]
    public void Nothing_is_claimed_without_rows()
    {
        Assert.Equal((0.0, 1.0), new AnytimeInterval(0).At(0.05));
        Assert.Equal((0.0, 1.0), new AnytimeInterval(50).At(0.05));
    }

    [Fact]
    public void A_smaller_alpha_widens_the_interval()
    {
        var interval = new AnytimeInterval(0);
        for (var i = 0; i < 500; i++) interval.Add(i % 2, 1 - (i % 2));
        var (wide, narrow) = (interval.At(0.001), interval.At(0.2));
        Assert.True(wide.Lower < narrow.Lower && narrow.Lower < 0.5 && 0.5 < narrow.Upper && narrow.Upper < wide.Upper);
    }

    private static void AssertCovers(string world, double mean, double propensity, bool moves, int streams, int[] times)
    {
        var (inverse, robust) = (0, 0);
        for (var seed = 0; seed < streams; seed++)
        {
            var (inverseMissed, robustMissed) = Misses((ulong)seed, mean, propensity, moves, times);
            if (inverseMissed) inverse++;
            if (robustMissed) robust++;
        }

        // Its own standard error at exactly alpha, once: the interval is conservative, so that even this is never needed.
        var most = (Alpha + Math.Sqrt(Alpha * (1 - Alpha) / streams)) * streams;
        Assert.True(inverse <= most, $"{world}: inverse propensity missed in {inverse} of {streams} streams");
        Assert.True(robust <= most, $"{world}: doubly robust missed in {robust} of {streams} streams");
    }

    // A policy that always chooses one setting, which is logged with a propensity; a model that expects .5 whatever happens.
    private static (bool Inverse, bool Robust) Misses(ulong seed, double mean, double propensity, bool moves, int[] times)
    {
        var (inverse, robust) = (new AnytimeInterval(0), new AnytimeInterval(1 / propensity));
        var (means, missed) = (0.0, (Inverse: false, Robust: false));
        for (var i = 1; i <= times[^1]; i++)
        {
            var now = moves ? mean + (0.4 * Math.Sin(i / 70.0)) : mean;
            means += now;
            var weight = CounterRandom.U(seed, CounterRandom.Explore, (ulong)i) < propensity ? 1 / propensity : 0;
            var y = CounterRandom.U(seed, CounterRandom.Reward, (ulong)i) < now ? 1 : 0;
            inverse.Add(weight * y, weight * (1 - y));
            var term = 0.5 + (weight * (y - 0.5));
            robust.Add(term, 1 - term);
            if (Array.BinarySearch(times, i) < 0) continue;
            missed.Inverse |= IsOutside(inverse, means / i);
            missed.Robust |= IsOutside(robust, means / i);
        }

        return missed;
    }

    private static bool IsOutside(AnytimeInterval interval, double average)
    {
        var (lower, upper) = interval.At(Alpha);
        return average < lower - 1e-9 || average > upper + 1e-9;
    }
}
