using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>
/// Policy versions in binary: a table of all texts, then for each version 28 bytes, 4 for each value in use and 12 for each candidate.
/// Every text and number is exact; times are kept in UTC.
/// </summary>
internal static class SegmentPolicies
{
    /// <summary>The bytes of no policies at all.</summary>
    public const int EmptySize = 8;

    private const int PolicySize = 28;
    private const int ValueSize = 4;
    private const int CandidateSize = 12;
    private const int TextSize = 4;

    /// <summary>The bytes a policy adds to others; its texts are added to <paramref name="texts"/> when it fits into <paramref name="room"/>.</summary>
    public static bool TryAdd(PolicySnapshot policy, HashSet<string> texts, ref long room)
    {
        var added = TextsOf(policy).Where(t => !texts.Contains(t)).ToHashSet(StringComparer.Ordinal);
        var size = SizeOf(policy, added);
        if (size > room) return false;
        room -= size;
        texts.UnionWith(added);
        return true;
    }

    /// <summary>The bytes a policy takes when it is the only one.</summary>
    public static long SizeOf(PolicySnapshot policy) => SizeOf(policy, TextsOf(policy).ToHashSet(StringComparer.Ordinal));

    /// <summary>All texts of a policy, with repetitions, in the order in which they are written.</summary>
    public static IEnumerable<string> TextsOf(PolicySnapshot policy) =>
        [.. ValuesOf(policy).SelectMany<ParameterValue, string>(v => [v.ParameterName, v.Value]),
         .. CandidatesOf(policy).SelectMany<PolicyCandidate, string>(c => [c.ParameterName, c.Value])];

    /// <summary>Writes policies in the order given.</summary>
    public static void Write(RecordWriter record, IReadOnlyCollection<PolicySnapshot> policies)
    {
        var texts = policies.SelectMany(TextsOf).Distinct(StringComparer.Ordinal).ToArray();
        var places = texts.Select((text, place) => (text, place)).ToDictionary(t => t.text, t => t.place, StringComparer.Ordinal);
        record.WriteInt32(texts.Length);
        foreach (var text in texts) WriteText(record, text);
        record.WriteInt32(policies.Count);
        foreach (var policy in policies)
        {
            record.WriteInt64(policy.Version);
            record.WriteInt64(policy.PublishedAt.UtcTicks);
            record.WriteDouble(policy.TrialShare);
            record.WriteUInt16(ValuesOf(policy).Length);
            record.WriteUInt16(CandidatesOf(policy).Length);
            foreach (var value in ValuesOf(policy))
            {
                record.WriteUInt16(places[value.ParameterName]);
                record.WriteUInt16(places[value.Value]);
            }

            foreach (var candidate in CandidatesOf(policy))
            {
                record.WriteUInt16(places[candidate.ParameterName]);
                record.WriteUInt16(places[candidate.Value]);
                record.WriteDouble(candidate.Share);
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote, by version.</summary>
    public static ImmutableSortedDictionary<long, PolicySnapshot> Read(ref RecordReader record)
    {
        var texts = new string[record.ReadCount(TextSize)];
        for (var i = 0; i < texts.Length; i++) texts[i] = ReadText(ref record);
        var policies = ImmutableSortedDictionary.CreateBuilder<long, PolicySnapshot>();
        for (var count = record.ReadCount(PolicySize); count > 0; count--)
        {
            var policy = ReadPolicy(ref record, texts);
            record.Require(policies.TryAdd(policy.Version, policy), $"policy version {policy.Version} is there twice");
        }

        return policies.ToImmutable();
    }

    private static PolicySnapshot ReadPolicy(ref RecordReader record, string[] texts)
    {
        var version = record.ReadInt64();
        var ticks = record.ReadInt64();
        record.Require(ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks, $"policy version {version} has no valid time");
        var share = record.ReadDouble();
        var values = new ParameterValue[record.ReadUInt16()];
        var candidates = new PolicyCandidate[record.ReadUInt16()];
        for (var i = 0; i < values.Length; i++) values[i] = new ParameterValue(Text(ref record, texts), Text(ref record, texts));
        for (var i = 0; i < candidates.Length; i++)
            candidates[i] = new PolicyCandidate(Text(ref record, texts), Text(ref record, texts), record.ReadDouble());
        return new PolicySnapshot
        {
            Version = version,
            PublishedAt = new DateTimeOffset(ticks, TimeSpan.Zero),
            Values = [.. values],
            Candidates = [.. candidates],
            TrialShare = share,
        };
    }

    private static string Text(ref RecordReader record, string[] texts)
    {
        var place = record.ReadUInt16();
        record.Require(place < texts.Length, $"text {place} is missing");
        return texts[place];
    }

    // UTF-16, because a choice may hold an unpaired surrogate, which has no UTF-8 form; every text is there once only.
    private static void WriteText(RecordWriter record, string text)
    {
        record.WriteInt32(text.Length);
        foreach (var c in text) record.WriteUInt16(c);
    }

    private static string ReadText(ref RecordReader record)
    {
        var text = new char[record.ReadCount(sizeof(char))];
        for (var i = 0; i < text.Length; i++) text[i] = (char)record.ReadUInt16();
        return new string(text);
    }

    private static long SizeOf(PolicySnapshot policy, HashSet<string> texts) =>
        PolicySize + ((long)ValueSize * ValuesOf(policy).Length) + ((long)CandidateSize * CandidatesOf(policy).Length)
        + texts.Sum(t => TextSize + ((long)sizeof(char) * t.Length));

    private static ImmutableArray<ParameterValue> ValuesOf(PolicySnapshot policy) => policy.Values.IsDefault ? [] : policy.Values;

    private static ImmutableArray<PolicyCandidate> CandidatesOf(PolicySnapshot policy) => policy.Candidates.IsDefault ? [] : policy.Candidates;
}
