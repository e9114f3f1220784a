namespace SelfLearning.Tool.Evaluation.Scenarios;

/// <summary>
/// Random numbers by counting: each is a function of (seed, stream, index), the SplitMix64 finaliser chained over the three, so that
/// every learner, in every language, sees the same world whatever it asks for and in which order.
/// </summary>
internal static class CounterRandom
{
    public const ulong World = 1, Explore = 2, Pick = 3, Reward = 4, Answer = 5, Delay = 6, Duplicate = 7, Agent = 8;

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public static double U(ulong seed, ulong stream, ulong index) => (Mix(Mix(Mix(seed) + stream) + index) >> 11) * (1.0 / 9007199254740992.0);

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
