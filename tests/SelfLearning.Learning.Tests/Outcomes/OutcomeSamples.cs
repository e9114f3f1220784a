using System.Collections.Immutable;

namespace SelfLearning.Learning.Tests.Outcomes;

/// <summary>Outcomes of every kind, from a seed.</summary>
internal static class OutcomeSamples
{
    public static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private static readonly string[] Names = ["process", "draft", "größe", "🎵 verse", new('n', OutcomeBatch.MaximumName)];
    private static readonly string[] Texts = ["", "no paper", "kein Papier für Größe", "🎵🎵", new('x', OutcomeBatch.MaximumText)];
    private static readonly long[] Edges = [0, 1, 127, 128, int.MaxValue, long.MaxValue];

    public static EndedOperation Of(Random random) => new()
    {
        Decision = new Decision(
            random.Next(4) == 0 ? random.NextInt64(0, 253_402_300_800_000) : 1_772_000_000_000 + random.Next(100_000),
            random.NextInt64(long.MinValue, long.MaxValue),
            random.Next(3) == 0 ? Edges[random.Next(Edges.Length)] : 7,
            random.Next(3) == 0 ? (int)Math.Min(int.MaxValue, Edges[random.Next(Edges.Length)]) : -1,
            random.Next(3) == 0 ? (uint)random.NextInt64(uint.MaxValue + 1L) : 0,
            random.Next(10) == 0 ? random.Next(256) : 3),
        Operation = Names[random.Next(Names.Length)],
        Status = (OperationStatus)random.Next(3),
        DurationMs = random.Next(10) switch { 0 => 0, 1 => double.MaxValue, 2 => double.Epsilon, _ => random.NextDouble() * 1e6 },
        Quality = random.Next(3) switch { 0 => random.NextDouble(), 1 => random.Next(2), _ => null },
        Error = random.Next(3) == 0 ? Texts[random.Next(1, Texts.Length)] : null,
        Details = random.Next(4) == 0 ? DetailsOf(random) : null,
    };

    public static List<EndedOperation> Of(int seed, int most = 256)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => Of(random))];
    }

    public static OutcomeBatch BatchOf(IEnumerable<EndedOperation> outcomes, long outbox = -5, long number = 9)
    {
        var batch = new OutcomeBatch(outbox, number);
        foreach (var outcome in outcomes)
            if (!batch.IsFull) batch.Add(outcome);
        return batch;
    }

    public static List<EndedOperation> ListOf(ReceivedOutcomes received)
    {
        var outcomes = new List<EndedOperation>();
        foreach (var outcome in received) outcomes.Add(outcome);
        return outcomes;
    }

    private static ImmutableDictionary<string, string> DetailsOf(Random random) => Enumerable.Range(0, random.Next(1, 6))
        .ToImmutableDictionary(i => $"key-{i}", _ => Texts[random.Next(Texts.Length)]);
}
