namespace SelfLearning.Learning;

/// <summary>Pairs as bytes: the texts, each once, then for each pair three places among them, six doubles and two numbers.</summary>
internal static class PairTable
{
    /// <summary>Writes pairs in the order given.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyList<KeyValuePair<PoolPair, PairEvidence>> pairs)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (pair, _) in pairs)
            foreach (var text in new[] { pair.Parameter, pair.First, pair.Second }) places.TryAdd(text, places.Count);
        writer.Write7BitEncodedInt(places.Count);
        foreach (var text in places.Keys) writer.Write(text);
        writer.Write7BitEncodedInt(pairs.Count);
        foreach (var (pair, evidence) in pairs)
        {
            foreach (var text in new[] { pair.Parameter, pair.First, pair.Second }) writer.Write7BitEncodedInt(places[text]);
            foreach (var log in evidence.Logs) writer.Write(log);
            writer.Write7BitEncodedInt(evidence.Contexts);
            writer.Write7BitEncodedInt(evidence.Candidates);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">A place or a number is impossible.</exception>
    /// <exception cref="EndOfStreamException">The bytes are cut off.</exception>
    public static List<KeyValuePair<PoolPair, PairEvidence>> Read(BinaryReader reader)
    {
        var texts = new string[Count(reader, 3 * PoolEvidence.MaximumPairs)];
        for (var i = 0; i < texts.Length; i++) texts[i] = reader.ReadString();
        var pairs = new List<KeyValuePair<PoolPair, PairEvidence>>(Count(reader, PoolEvidence.MaximumPairs));
        for (var i = pairs.Capacity; i > 0; i--)
        {
            var pair = new PoolPair(Text(reader, texts), Text(reader, texts), Text(reader, texts));
            if (string.CompareOrdinal(pair.First, pair.Second) >= 0) throw new FormatException($"'{pair.First}' and '{pair.Second}' are no pair");
            var logs = new double[Gamblers.Count];
            for (var g = 0; g < logs.Length; g++)
                logs[g] = reader.ReadDouble() is var log && double.IsFinite(log) ? log : throw new FormatException($"{log} is no capital");
            var (contexts, candidates) = (reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
            if (contexts < 0 || candidates < 1) throw new FormatException($"{contexts} contexts with {candidates} candidates are impossible");
            pairs.Add(new(pair, new PairEvidence { Logs = logs, Contexts = contexts, Candidates = candidates }));
        }

        return pairs;
    }

    private static int Count(BinaryReader reader, int most) =>
        reader.Read7BitEncodedInt() is var count && count >= 0 && count <= most ? count : throw new FormatException($"{count} is more than {most}");

    private static string Text(BinaryReader reader, string[] texts) =>
        reader.Read7BitEncodedInt() is var place && place >= 0 && place < texts.Length ? texts[place] : throw new FormatException($"there is no text {place}");
}
