namespace SelfLearning.Tool.Evaluation.Scenarios;

/// <summary>The scenario generators of the reference simulator: the same seed gives the same world there and here.</summary>
internal static class Worlds
{
    private const int GridSize = 21;

    /// <summary>A choice in which nothing matters.</summary>
    public static World Null(ulong seed, int values = 4) => Choice(Enumerable.Repeat(Level(seed), values).ToArray());

    /// <summary>The default at .60, one random value better by <paramref name="effect"/>, the others between .45 and .65.</summary>
    public static World Effect(ulong seed, int values = 4, double effect = 0.2)
    {
        var means = Enumerable.Range(0, values).Select(k => 0.45 + (0.2 * Draw(seed, 10 + k))).ToArray();
        means[0] = 0.6;
        means[1 + (int)(Draw(seed, 1) * (values - 1))] = 0.6 + effect;
        return Choice(means);
    }

    /// <summary>A temperature from 0 to 2: <c>quad</c>, <c>flat</c>, <c>cliff</c> (the default is safe) or <c>cliffbad</c>.</summary>
    public static World Number(ulong seed, string kind)
    {
        var best = 1.6 * Draw(seed, 1);
        var means = Enumerable.Range(0, GridSize).Select(i => i * 0.1).Select(x => kind switch
        {
            "quad" => 0.75 - (0.3 * ((x - best) * (x - best))),
            "flat" => Level(seed),
            "cliff" or "cliffbad" => x <= 1.2 + 1e-9 ? 0.7 : 0.7 - (0.5 * (x - 1.2)),
            _ => throw Unknown(kind),
        });
        return new World([.. means.Select(m => Math.Clamp(m, 0.02, 0.98))], new WorldParameter(GridSize, true, kind == "cliffbad" ? 18 : 7));
    }

    /// <summary>A choice of four, a switch and a number: <c>add</c>, <c>inter</c>, <c>null</c> or <c>xor</c>.</summary>
    public static World Joint(ulong seed, string kind)
    {
        double[] effects = [0.12, -0.08, 0.04];
        var order = Enumerable.Range(0, 3).OrderBy(i => Draw(seed, 20 + i)).ToArray();
        double[] choice = [0.0, .. order.Select(i => effects[i])];
        var best = 0.1 * (int)(11 * Draw(seed, 1));
        var means = new double[88];
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 2; j++)
                for (var k = 0; k < 11; k++)
                {
                    var curve = 0.3 * Math.Pow((k * 0.1) - best, 2);
                    var right = choice[i] == 0.12;
                    means[i + (4 * j) + (8 * k)] = Math.Clamp(
                        kind switch
                        {
                            "add" => 0.55 + choice[i] + (j == 1 ? 0.08 : 0.0) - curve,
                            "inter" => 0.55 + choice[i] - curve + (j == 0 ? 0.0 : right ? 0.12 : -0.08),
                            "null" => Level(seed),
                            "xor" => 0.55 + (right && j == 1 ? 0.25 : right != (j == 1) ? -0.1 : 0.0),
                            _ => throw Unknown(kind),
                        },
                        0.02,
                        0.98);
                }

        return new World(means, new WorldParameter(4, false, 0), new WorldParameter(2, false, 0), new WorldParameter(11, true, 5));
    }

    /// <summary>The best value turns bad: <c>abrupt</c>, <c>slow</c>; or the level moves: <c>base</c>, <c>baseeff</c>.</summary>
    public static World Drifting(ulong seed, string kind, int calls = 10_000)
    {
        _ = seed;
        var world = kind switch
        {
            "abrupt" or "slow" => Choice(0.6, 0.8, 0.5, 0.55) with { Later = [0.6, 0.4, 0.75, 0.55] },
            "base" => Choice(0.5, 0.5, 0.5, 0.5),
            "baseeff" => Choice(0.5, 0.65, 0.5, 0.45),
            _ => throw Unknown(kind),
        };
        return world with
        {
            Calls = calls,
            Drift = kind switch
            {
                "abrupt" => new Drift(1, calls / 2, 0, 0, 1),
                "slow" => new Drift(2, calls * 0.3, calls * 0.8, 0, 1),
                _ => new Drift(0, 0, 0, 0.25, 1000),
            },
        };
    }

    /// <summary>The one improvement of a choice turns into harm halfway, so that going back is right. Not in the reference's tables.</summary>
    public static World Reversal(int values = 2)
    {
        double[] rest = [.. Enumerable.Repeat(0.5, values - 2)];
        return Choice([0.6, 0.8, .. rest]) with { Later = [0.6, 0.3, .. rest], Drift = new Drift(1, 5000, 0, 0, 1), Calls = 10_000 };
    }

    /// <summary>A number whose upper half is better, and worse from halfway on. Not in the reference's tables.</summary>
    public static World Ridge()
    {
        double[] Half(double effect) => [.. Enumerable.Range(0, 16).Select(i => i >= 8 ? 0.5 + effect : 0.5)];
        return new World(Half(0.3), new WorldParameter(16, true, 4)) { Later = Half(-0.3), Drift = new Drift(1, 5000, 0, 0, 1), Calls = 10_000 };
    }

    /// <summary>A population: with probability <paramref name="nothing"/> nothing matters, else every value differs by a normal draw.</summary>
    public static World Mixture(ulong seed, double nothing = 0.5, double deviation = 0.1)
    {
        int[] sizes = [2, 4, 8];
        var values = sizes[(int)(Draw(seed, 2) * 3)];
        var level = 0.3 + (0.5 * Draw(seed, 3));
        var means = Enumerable.Repeat(level, values).ToArray();
        if (Draw(seed, 4) >= nothing)
        {
            for (var k = 1; k < values; k++)
            {
                var normal = Math.Sqrt(-2 * Math.Log(1 - Draw(seed, 50 + (2 * k)))) * Math.Cos(2 * Math.PI * Draw(seed, 51 + (2 * k)));
                means[k] = level + (deviation * normal);
            }
        }

        return Choice([.. means.Select(m => Math.Clamp(m, 0.03, 0.97))]);
    }

    /// <summary>The default at .5, the others between .35 and .80: a second step usually pays.</summary>
    public static World Spread(ulong seed, int values = 8)
    {
        var means = Enumerable.Range(0, values).Select(k => 0.35 + (0.45 * Draw(seed, 10 + k))).ToArray();
        means[0] = 0.5;
        return Choice(means);
    }

    /// <summary>Feedback that is missing by <c>outcome</c>, by value (<c>arm</c>) or by both (<c>armout</c>).</summary>
    public static World Missing(string kind, bool effect = false)
    {
        var world = effect ? Choice(0.6, 0.75, 0.6, 0.55) : Choice(0.6, 0.6, 0.6, 0.6);
        var (low, high) = kind switch
        {
            "outcome" => (0.8, 0.2),
            "arm" => (0.6, 0.6),
            "armout" => (0.8, 0.8),
            _ => throw Unknown(kind),
        };
        double[] whenLow = [low, low, low, low], whenHigh = [high, high, high, high];
        if (kind != "outcome") whenLow[1] = 0.3;
        if (kind == "arm") whenHigh[1] = 0.3;
        return world with { AnswersWhenLow = whenLow, AnswersWhenHigh = whenHigh, Calls = 12_000 };
    }

    /// <summary>A choice of four at an extreme level, in which nothing matters.</summary>
    public static World Skew(double level) => Choice(level, level, level, level);

    private static World Choice(params double[] means) => new(means, new WorldParameter(means.Length, false, 0));

    private static double Level(ulong seed) => new[] { 0.3, 0.5, 0.7, 0.9 }[seed % 4];

    private static double Draw(ulong seed, int index) => CounterRandom.U(seed, CounterRandom.World, (ulong)index);

    private static ArgumentException Unknown(string kind) => new($"There is no scenario '{kind}'.", nameof(kind));
}
