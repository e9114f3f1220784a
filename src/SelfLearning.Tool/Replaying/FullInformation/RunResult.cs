using SelfLearning.Tool.Replaying.Simulation;

namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>What one run gave.</summary>
/// <param name="seed">Its seed.</param>
/// <param name="contexts">The number of contexts.</param>
/// <param name="stretches">The number of stretches of the learning curve.</param>
internal sealed class RunResult(int seed, int contexts, int stretches)
{
    /// <summary>Its seed.</summary>
    public int Seed => seed;

    /// <summary>The calls it made; fewer than were asked for when it was interrupted.</summary>
    public int Calls { get; set; }

    /// <summary>Sums of each context.</summary>
    public ScoreSums[] Contexts { get; } = New(contexts);

    /// <summary>Sums of each context over the second half of the calls.</summary>
    public ScoreSums[] SecondHalves { get; } = New(contexts);

    /// <summary>Sums of each stretch of the learning curve.</summary>
    public ScoreSums[] Stretches { get; } = New(stretches);

    /// <summary>Calls of each context whose setting the item lacks.</summary>
    public long[] ServedByNeighbour { get; } = new long[contexts];

    /// <summary>The setting in use at the end in each context; <c>null</c> where it had no call.</summary>
    public int[]?[] InUse { get; } = new int[contexts][];

    /// <summary>The applied adaptations.</summary>
    public AdaptationLog Adaptations { get; } = new();

    /// <summary>What the confidences of values on trial were worth.</summary>
    public ReliabilityTally Reliability { get; } = new();

    /// <summary>How confidences went; <c>null</c> unless asked for.</summary>
    public ConfidenceLog? Confidences { get; init; }

    /// <summary>The sums of all contexts.</summary>
    public static ScoreSums Total(IEnumerable<ScoreSums> parts)
    {
        var total = new ScoreSums();
        foreach (var part in parts) total.Add(part);
        return total;
    }

    private static ScoreSums[] New(int count) => [.. Enumerable.Range(0, count).Select(_ => new ScoreSums())];
}
