namespace SelfLearning.Tool.Evaluation.Scenarios;

/// <summary>
/// A module with many contexts and one choice: each context has its own means, and the calls come to few of them most of the time
/// (the c-th context gets a share in proportion to 1 / c^1.1). The same seed gives the same worlds in the reference simulator.
/// </summary>
internal sealed class ManyWorlds
{
    private const ulong Context = 11;
    private const double Skew = 1.1;

    private readonly ulong _seed;
    private readonly double[] _cumulative;

    /// <summary>The worlds of a kind.</summary>
    /// <param name="kind">
    /// <c>shared</c>: value 1 is better in 80 % of the contexts and worse in the rest; <c>small</c>: the same small gain everywhere; <c>idio</c>: each
    /// context has its own best value; <c>rare</c>: one context in ten has an effect; <c>null</c>: nothing matters.
    /// </param>
    /// <param name="seed">Of the means and of the order in which the contexts are called.</param>
    /// <param name="contexts">How many contexts there are.</param>
    /// <param name="values">How many values the choice has; at least 4 for <c>idio</c>, 3 for <c>shared</c>.</param>
    public ManyWorlds(string kind, ulong seed, int contexts, int values = 4)
    {
        _seed = seed;
        Means = [.. Enumerable.Range(0, contexts).Select(context => MeansOf(kind, seed, context, values))];
        var weights = Enumerable.Range(1, contexts).Select(place => 1 / Math.Pow(place, Skew)).ToArray();
        var total = weights.Sum();
        _cumulative = new double[contexts];
        for (var (context, sum) = (0, 0.0); context < contexts; context++) _cumulative[context] = sum += weights[context] / total;
    }

    /// <summary>For each context the mean quality of each value. Value 0 is the default.</summary>
    public IReadOnlyList<double[]> Means { get; }

    /// <summary>The context a call comes to.</summary>
    public int ContextOf(int call)
    {
        var place = Array.BinarySearch(_cumulative, CounterRandom.U(_seed, Context, (ulong)call));
        return Math.Min(Means.Count - 1, place >= 0 ? place + 1 : ~place);
    }

    private static double[] MeansOf(string kind, ulong seed, int context, int values)
    {
        double Draw(int index) => CounterRandom.U(seed, CounterRandom.World, (ulong)((10 * context) + index));
        var effects = new double[values];
        switch (kind)
        {
            case "null": break;
            case "shared": (effects[1], effects[2]) = (Draw(1) < 0.8 ? 0.15 : -0.15, -0.1); break;
            case "idio": effects[1 + (int)(Draw(1) * 3)] = 0.15; break;
            case "rare": effects[1] = Draw(1) < 0.1 ? 0.2 : 0.0; break;
            case "small": effects[1] = 0.06; break;
            default: throw new ArgumentException($"There are no worlds '{kind}': take shared, small, idio, rare or null.", nameof(kind));
        }

        var level = 0.4 + (0.3 * Draw(0));
        return [.. effects.Select(effect => Math.Clamp(level + effect, 0.02, 0.98))];
    }
}
