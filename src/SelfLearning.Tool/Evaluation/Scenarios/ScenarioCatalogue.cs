using System.Globalization;

namespace SelfLearning.Tool.Evaluation.Scenarios;

/// <summary>
/// All scenarios of the learner's specification (section 6), in its order and by its names: K values, effect D, m draws for one feedback.
/// </summary>
internal static class ScenarioCatalogue
{
    private const int Late = 200;
    private const double Half = 0.5;
    private const double Repeated = 0.3;

    /// <summary>Half of the feedback is missing: twice the calls give as many feedbacks.</summary>
    private const int TwiceTheCalls = 10_000;

    public static IReadOnlyList<Scenario> All { get; } = [.. Effects(), .. Nulls(), .. Drifts(), .. Populations()];

    /// <summary>The scenarios whose name begins with one of the texts, whatever their case; all when there are none.</summary>
    public static IReadOnlyList<Scenario> Find(IReadOnlyList<string> beginnings) => beginnings.Count == 0
        ? All
        : [.. All.Where(s => beginnings.Any(b => s.Name.StartsWith(b, StringComparison.OrdinalIgnoreCase)))];

    private static IEnumerable<Scenario> Effects()
    {
        static Scenario Effect(string name, Func<ulong, World> make) => new(name, Question.Effect, make);
        yield return Effect("S1a K2 D.2", seed => Worlds.Effect(seed, 2));
        yield return Effect("S1b K4 D.2", seed => Worlds.Effect(seed));
        yield return Effect("S1c K4 D.1", seed => Worlds.Effect(seed, 4, 0.1));
        yield return Effect("S1d K16 D.2", seed => Worlds.Effect(seed, 16));
        yield return Effect("S1e K4 D.1 m25", seed => Worlds.Effect(seed, 4, 0.1) with { Draws = 25 });
        yield return Effect("S1f K4 D.05 m4", seed => Worlds.Effect(seed, 4, 0.05) with { Draws = 4 });
        yield return Effect("S1g spread K8", seed => Worlds.Spread(seed));
        yield return Effect("S1h default best", seed => Worlds.Effect(seed, 4, -0.1));
        yield return Effect("S2a quad", seed => Worlds.Number(seed, "quad"));
        yield return Effect("S2a quad m25", seed => Worlds.Number(seed, "quad") with { Draws = 25 });
        yield return Effect("S2c cliff ok", seed => Worlds.Number(seed, "cliff"));
        yield return Effect("S2d cliff bad", seed => Worlds.Number(seed, "cliffbad"));
        yield return Effect("S3a joint add", seed => Worlds.Joint(seed, "add"));
        yield return Effect("S3a joint add m25", seed => Worlds.Joint(seed, "add") with { Draws = 25 });
        yield return Effect("S3b joint inter", seed => Worlds.Joint(seed, "inter"));
        yield return Effect("S3b joint inter m25", seed => Worlds.Joint(seed, "inter") with { Draws = 25 });
        yield return Effect("S3x xor", seed => Worlds.Joint(seed, "xor"));
        yield return Effect("S6a delay200", seed => Worlds.Effect(seed) with { Delay = Late });
        yield return Effect("S6b missing50", seed => Worlds.Effect(seed).Answering(Half) with { Calls = TwiceTheCalls });
        yield return Effect("S7a mnar outcome", _ => Worlds.Missing("outcome", effect: true));
    }

    private static IEnumerable<Scenario> Nulls()
    {
        static Scenario Null(string name, Func<ulong, World> make) => new($"N {name}", Question.Null, make);
        yield return Null("K2", seed => Worlds.Null(seed, 2));
        yield return Null("K4", seed => Worlds.Null(seed));
        yield return Null("K8", seed => Worlds.Null(seed, 8));
        yield return Null("K16", seed => Worlds.Null(seed, 16));
        yield return Null("K4 m4", seed => Worlds.Null(seed) with { Draws = 4 });
        yield return Null("K4 m25", seed => Worlds.Null(seed) with { Draws = 25 });
        yield return Null("K4 .03", _ => Worlds.Skew(0.03));
        yield return Null("K4 .10", _ => Worlds.Skew(0.10));
        yield return Null("K4 .97", _ => Worlds.Skew(0.97));
        yield return Null("temp flat", seed => Worlds.Number(seed, "flat"));
        yield return Null("temp cliff", seed => Worlds.Number(seed, "cliff"));
        yield return Null("joint", seed => Worlds.Joint(seed, "null"));
        yield return Null("base drift", seed => Worlds.Drifting(seed, "base", 5000));
        yield return Null("delay200", seed => Worlds.Null(seed) with { Delay = Late });
        yield return Null("miss50", seed => Worlds.Null(seed).Answering(Half) with { Calls = TwiceTheCalls });
        yield return Null("mnar out", _ => Worlds.Missing("outcome"));
        yield return Null("dup30 raw", seed => Worlds.Null(seed) with { Duplicates = Repeated }) with
        {
            BeyondTheBound = "feedback counts twice here; the product drops it",
        };
        yield return Null("mnar armxout", _ => Worlds.Missing("armout")) with
        {
            BeyondTheBound = "no data can tell such silence from an effect",
        };
        yield return Null("K4 20000", seed => Worlds.Null(seed) with { Calls = 20_000 });
    }

    private static IEnumerable<Scenario> Drifts()
    {
        static Scenario Drift(string name, Func<ulong, World> make) => new(name, Question.Drift, make);
        yield return Drift("abrupt", seed => Worlds.Drifting(seed, "abrupt"));
        yield return Drift("abrupt m25", seed => Worlds.Drifting(seed, "abrupt") with { Draws = 25 });
        yield return Drift("slow", seed => Worlds.Drifting(seed, "slow"));
        yield return Drift("base+effect", seed => Worlds.Drifting(seed, "baseeff", 5000));
    }

    private static IEnumerable<Scenario> Populations()
    {
        foreach (var draws in new[] { 1, 4 })
            foreach (var (nothing, deviation) in new[] { (0.5, 0.10), (0.5, 0.05), (0.9, 0.10), (0.0, 0.10) })
                yield return new Scenario(
                    string.Create(CultureInfo.InvariantCulture, $"m{draws} null{100 * nothing:0}% sd{deviation:0.00}"),
                    Question.Calibration,
                    seed => Worlds.Mixture(seed, nothing, deviation) with { Draws = draws });
    }
}
