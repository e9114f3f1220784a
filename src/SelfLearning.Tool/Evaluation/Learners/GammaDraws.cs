using SelfLearning.Tool.Evaluation.Scenarios;

namespace SelfLearning.Tool.Evaluation.Learners;

/// <summary>
/// Draws from gamma distributions after Marsaglia and Tsang, "A simple method for generating gamma variables" (2000), with normal draws after
/// Box and Muller; each draw has its own 64 numbers of the counter.
/// </summary>
internal sealed class GammaDraws(ulong seed)
{
    private const ulong NumbersPerDraw = 64;
    private const int MostAttempts = 20;

    private ulong _draws;

    /// <summary>The next draw.</summary>
    /// <param name="shape">1 or more; the scale is 1.</param>
    public double Next(double shape)
    {
        var d = shape - (1.0 / 3.0);
        var c = 1.0 / Math.Sqrt(9.0 * d);
        var index = _draws++ * NumbersPerDraw;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (first, second, third) = (U(index++), U(index++), U(index++));
            var x = Math.Sqrt(-2.0 * Math.Log(1.0 - first)) * Math.Cos(2 * Math.PI * second);
            var v = 1.0 + (c * x);
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(1.0 - third) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v))) return d * v;
        }

        return d;
    }

    private double U(ulong index) => CounterRandom.U(seed, CounterRandom.Agent, index);
}
