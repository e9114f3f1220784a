using SelfLearning.Tool.Evaluation.Scenarios;
using SelfLearning.Tool.Evaluation.Simulations;

namespace SelfLearning.Tool.Evaluation.Learners;

/// <summary>
/// Thompson sampling on all traffic: every call gets, for each parameter on its own, the value that is best in one draw from the posteriors (beta,
/// from a flat prior). The value it recommends changes when another is better with the threshold's probability; calls do not depend on it.
/// </summary>
internal sealed class ThompsonContext : ISimulatedContext
{
    private readonly World _world;
    private readonly double _threshold;
    private readonly GammaDraws _gamma;
    private readonly MeanTable _means;
    private readonly int[] _incumbents;
    private readonly int[] _previous;

    public ThompsonContext(World world, ulong seed, double threshold)
    {
        (_world, _threshold, _gamma) = (world, threshold, new GammaDraws(seed));
        _means = new MeanTable([.. world.Parameters.Select(p => p.Values)]);
        _incumbents = [.. world.Parameters.Select(p => p.Default)];
        _previous = [.. world.Parameters.Select(_ => -1)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Incumbents => _incumbents;

    /// <inheritdoc/>
    public Served Serve(int call)
    {
        var setting = 0;
        for (var j = 0; j < _incumbents.Length; j++) setting += _world.Strides[j] * Draw(j);
        return new Served(setting);
    }

    /// <inheritdoc/>
    public void Learn(in Served served, double quality)
    {
        for (var j = 0; j < _incumbents.Length; j++) _means.Add(j, served.Setting / _world.Strides[j] % _world.Parameters[j].Values, quality);
    }

    /// <inheritdoc/>
    public Change? EndCycle()
    {
        Change? best = null;
        for (var j = 0; j < _incumbents.Length; j++)
            for (var v = 0; v < _world.Parameters[j].Values; v++)
                if (Compare(j, v) is { } change && change.Confidence >= _threshold && !(change.Difference <= best?.Difference)) best = change;
        if (best is not { } chosen) return null;
        (_previous[chosen.Parameter], _incumbents[chosen.Parameter]) = (chosen.Old, chosen.New);
        return best;
    }

    private int Draw(int parameter)
    {
        var (best, highest) = (0, -1.0);
        for (var v = 0; v < _world.Parameters[parameter].Values; v++)
        {
            var (count, sum) = (_means.Count(parameter, v), _means.Sum(parameter, v));
            var yes = _gamma.Next(1.0 + sum);
            var no = _gamma.Next(1.0 + count - sum);
            if (yes / (yes + no) > highest) (best, highest) = (v, yes / (yes + no));
        }

        return best;
    }

    // The beta posteriors' means and variances, compared as if they were normal.
    private Change? Compare(int parameter, int value)
    {
        var incumbent = _incumbents[parameter];
        if (value == incumbent || _means.Count(parameter, value) < 1 || _means.Count(parameter, incumbent) < 1) return null;
        var (old, oldVariance) = Posterior(parameter, incumbent);
        var (mean, variance) = Posterior(parameter, value);
        var confidence = NormalDistribution.Cumulative((mean - old) / Math.Sqrt(oldVariance + variance));
        return new Change(parameter, incumbent, value, confidence, value == _previous[parameter], mean - old);
    }

    private (double Mean, double Variance) Posterior(int parameter, int value)
    {
        var count = _means.Count(parameter, value);
        var mean = (_means.Sum(parameter, value) + 1) / (count + 2);
        return (mean, mean * (1 - mean) / (count + 3));
    }
}
