using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Replaying.Logged;

namespace SelfLearning.Tool.Tests.Replaying.Logged;

/// <summary>A small world in which every expectation can be written down: two contexts, three settings, a policy that mixes them.</summary>
public class PolicyEvaluationTests
{
    private static readonly double[] Traffic = [0.3, 0.7];
    private static readonly double[][] Means = [[0.2, 0.8, 0.5], [0.6, 0.4, 0.9]];
    private static readonly double[][] Propensities = [[0.7, 0.2, 0.1], [0.5, 0.3, 0.2]];
    private static readonly double[][] Policy = [[0.1, 0.6, 0.3], [0.25, 0.25, 0.5]];

    private static double Truth => Enumerable.Range(0, 2).Sum(c => Traffic[c] * Enumerable.Range(0, 3).Sum(a => Policy[c][a] * Means[c][a]));

    // With a wrong model too: one that expects .9 of the worst and .1 of the best.
    [Theory]
    [InlineData(0.9, 0.1)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.2, 0.8)]
    public void Every_estimate_is_right_on_average_whatever_the_model_expects(double first, double second)
    {
        var expectations = (double[])[first, second, first];
        const int Logs = 400, Rows = 250;
        var (inverse, selfNormalised, robust) = (new double[Logs], new double[Logs], new double[Logs]);
        for (var log = 0; log < Logs; log++)
        {
            var evaluation = Evaluate((ulong)log, Rows, expectations);
            inverse[log] = evaluation.InversePropensity(0.05).Estimate;
            selfNormalised[log] = evaluation.SelfNormalised(0.05)!.Estimate;
            robust[log] = evaluation.DoublyRobust(0.05).Estimate;
        }

        AssertMean(Truth, inverse);
        AssertMean(Truth, robust);
        // Its bias falls with the rows: Σ w² (truth - y) / (Σ w)² is below half of a thousandth here.
        AssertMean(Truth, selfNormalised, 0.002);
    }

    [Fact]
    public void A_good_model_makes_the_doubly_robust_estimate_the_least_noisy()
    {
        double[] inverse = new double[200], robust = new double[200];
        for (var log = 0; log < 200; log++)
        {
            var evaluation = Evaluate((ulong)log, 250, null);
            (inverse[log], robust[log]) = (evaluation.InversePropensity(0.05).Estimate, evaluation.DoublyRobust(0.05).Estimate);
        }

        Assert.True(Variance(robust) < 0.8 * Variance(inverse), $"{Variance(robust)} is not well below {Variance(inverse)}");
    }

    [Fact]
    public void What_the_log_does_not_have_widens_the_intervals_by_its_share()
    {
        // The policy chooses in two of five calls what is never logged; the rest is always good.
        var evaluation = new PolicyEvaluation(1, 2000);
        for (var i = 0; i < 4000; i++) evaluation.Add(0.6, 1, 1, new ModelledValue(0.6, 0.4, 0.2));
        Assert.Equal(0.4, evaluation.UnsupportedShare, 9);
        Assert.Equal(0.8, evaluation.DoublyRobust(0.05).Estimate, 9);
        foreach (var interval in new[] { evaluation.InversePropensity(0.05), evaluation.DoublyRobust(0.05) })
        {
            Assert.InRange(interval.Lower, 0.55, 0.6);
            Assert.InRange(interval.Upper, 0.999, 1);
        }
    }

    [Fact]
    public void Effective_sample_size_and_unused_rows_are_counted()
    {
        var evaluation = new PolicyEvaluation(4, 2);
        evaluation.Add(0, 1, 0.5, default);
        evaluation.Add(4, 1, 0.5, default);
        evaluation.Add(2, 0, 0.5, default);
        Assert.Equal((1, 4.0, 3), (evaluation.Unused, evaluation.LargestWeight, evaluation.All.Count));
        Assert.Equal(36.0 / 20, evaluation.All.EffectiveSampleSize, 12);
        Assert.Equal((2, 1), (evaluation.First.Count, evaluation.Second.Count));
        Assert.Equal(2.0 / 3, evaluation.SelfNormalised(0.05)!.Estimate, 12);
    }

    [Fact]
    public void A_policy_that_no_row_speaks_of_has_no_self_normalised_estimate()
    {
        var evaluation = new PolicyEvaluation(4, 1);
        evaluation.Add(0, 1, 0.5, new ModelledValue(0, 1, 0.5));
        Assert.Null(evaluation.SelfNormalised(0.05));
        Assert.Equal((0.0, 1.0), (evaluation.InversePropensity(0.05).Lower, evaluation.InversePropensity(0.05).Upper));
    }

    private static PolicyEvaluation Evaluate(ulong seed, int rows, double[]? expectations)
    {
        var evaluation = new PolicyEvaluation(6, rows / 2);
        for (var i = 0; i < rows; i++)
        {
            double U(ulong stream) => CounterRandom.U(seed, stream, (ulong)i);
            var context = U(CounterRandom.World) < Traffic[0] ? 0 : 1;
            var (action, pick) = (0, U(CounterRandom.Pick));
            while (action < 2 && pick >= Propensities[context][action]) pick -= Propensities[context][action++];
            var feedback = U(CounterRandom.Reward) < Means[context][action] ? 1 : 0;
            var model = expectations ?? Means[context];
            evaluation.Add(
                Policy[context][action] / Propensities[context][action], feedback, model[action],
                new ModelledValue(Policy[context].Zip(model, (p, q) => p * q).Sum(), 0, 0));
        }

        return evaluation;
    }

    // Three standard errors, of several checks with a fixed seed.
    private static void AssertMean(double truth, double[] values, double bias = 0)
    {
        var error = Math.Sqrt(Variance(values) / values.Length);
        Assert.True(Math.Abs(values.Average() - truth) <= (3 * error) + bias, $"{values.Average()} is not {truth} within 3 * {error}");
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
