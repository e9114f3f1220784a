using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Replaying.Logged;

namespace SelfLearning.Tool.Tests.Replaying.Logged;

public class WeightedMeanTests
{
    [Fact]
    public void Its_interval_holds_at_many_times_of_a_log_at_once()
    {
        const int Streams = 300;
        const double Alpha = 0.1;
        var missed = Enumerable.Range(0, Streams).Count(seed => Misses((ulong)seed, Alpha));
        Assert.True(missed <= (Alpha + Math.Sqrt(Alpha * (1 - Alpha) / Streams)) * Streams, $"missed in {missed} of {Streams} streams");
    }

    [Fact]
    public void Sums_over_two_parts_are_the_sums_over_all()
    {
        WeightedMean left = default, right = default, all = default;
        for (var i = 0; i < 20; i++)
        {
            var (weight, feedback) = (i % 5, i % 3 / 2.0);
            all = all.With(weight, feedback);
            if (i < 7) left = left.With(weight, feedback);
            else right = right.With(weight, feedback);
        }

        Assert.Equal(all, left + right);
    }

    [Fact]
    public void Its_standard_error_is_the_spread_over_many_logs()
    {
        var means = Enumerable.Range(0, 400).Select(seed => Log((ulong)seed, 400).Mean).ToArray();
        var spread = Math.Sqrt(means.Sum(m => (m - means.Average()) * (m - means.Average())) / (means.Length - 1));
        Assert.InRange(Log(1, 400).StandardError / spread, 0.85, 1.15);
    }

    private static bool Misses(ulong seed, double alpha)
    {
        var sums = default(WeightedMean);
        for (var i = 0; i < 4000; i++)
        {
            sums = With(sums, seed, i);
            // Asymptotic: it promises nothing for the first rows.
            if (i < 200 || i % 100 != 0) continue;
            var (lower, upper) = sums.AsymptoticInterval(alpha);
            if (lower > 0.6 || upper < 0.6) return true;
        }

        return false;
    }

    private static WeightedMean Log(ulong seed, int rows) => Enumerable.Range(0, rows).Aggregate(default(WeightedMean), (s, i) => With(s, seed, i));

    // Logged with a probability of a fifth, and good in .6 of the cases.
    private static WeightedMean With(WeightedMean sums, ulong seed, int row) => sums.With(
        CounterRandom.U(seed, CounterRandom.Explore, (ulong)row) < 0.2 ? 5 : 0, CounterRandom.U(seed, CounterRandom.Reward, (ulong)row) < 0.6 ? 1 : 0);
}
