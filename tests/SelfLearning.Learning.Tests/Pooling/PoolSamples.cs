namespace SelfLearning.Learning.Tests.Pooling;

/// <summary>Evidence of one context, made up.</summary>
internal static class PoolSamples
{
    /// <summary>The sums of one pair, with two candidates.</summary>
    public static PoolEvidence Evidence(string lower, string higher, params double[] growth)
    {
        var evidence = new PoolEvidence();
        evidence.Add("style", lower, higher, new Untold([.. growth], new double[Gamblers.Count], isFirst: true) { Candidates = 2 });
        return evidence;
    }

    /// <summary>A movement of all six gamblers in favour of the higher place, or against it.</summary>
    public static double[] Towards(double size) => [size, size, size, -size, -size, -size];

    /// <summary>Any six movements that many bets may add up to, -20 to 20.</summary>
    public static double[] Any(byte a, byte b) => [.. Enumerable.Range(0, Gamblers.Count).Select(g => (((a * (g + 1) * 37) + (b * 11)) % 401 / 10.0) - 20)];

    /// <summary>A pool that has taken in so many contexts, each with the same evidence.</summary>
    public static PoolModel Pool(int contexts, string lower, string higher, double[] growth, double? mean = null)
    {
        var pool = new PoolModel();
        for (var i = 1; i <= contexts; i++)
        {
            var evidence = mean is { } quality ? new PoolEvidence(10, 10 * quality) : new PoolEvidence();
            evidence.Merge(Evidence(lower, higher, growth));
            pool.Apply(0, new PoolReport(i, evidence));
        }

        return pool;
    }
}
