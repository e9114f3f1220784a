using System.Buffers.Text;
using System.Text.Json.Serialization;

namespace SelfLearning.Learning;

/// <summary>What is known about one parameter, as kept.</summary>
/// <param name="Step">The step of a number; absent for the other kinds.</param>
/// <param name="Values">The values that have met in a duel, as texts.</param>
/// <param name="Duels">
/// Base64url (which no JSON writer escapes) of the duels, the one played longest ago first: for each the two places in
/// <paramref name="Values"/> as 7-bit encoded integers, then eight little-endian doubles, so that every capital comes back to the bit.
/// </param>
internal sealed record ParameterEvidence(
    [property: JsonPropertyName("h"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Step,
    [property: JsonPropertyName("v")] string[] Values,
    [property: JsonPropertyName("e")] string Duels)
{
    /// <summary>
    /// Base64url of what the other contexts know and do not know of the duels, in their order: a byte each (0 nothing yet, 1 everything, 2 all
    /// but what follows, 3 nothing of what follows), then <see cref="Untold.Write"/>; absent where pooling was never on.
    /// </summary>
    [JsonPropertyName("o"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Others { get; init; }

    /// <summary>What is known about a parameter; equal evidence gives equal text.</summary>
    public static ParameterEvidence Of(ParameterDefinition parameter, TrialValues trials, IReadOnlyDictionary<int, Duel> duels)
    {
        var count = parameter.Values.Length;
        var keys = duels.OrderBy(d => d.Value.LastPlayed).ThenBy(d => d.Key).Select(d => d.Key).ToArray();
        var places = keys.SelectMany(key => new[] { key / count, key % count }).Distinct().Order().ToArray();
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        Span<byte> numbers = stackalloc byte[Duel.Size];
        foreach (var key in keys)
        {
            writer.Write7BitEncodedInt(Array.BinarySearch(places, key / count));
            writer.Write7BitEncodedInt(Array.BinarySearch(places, key % count));
            duels[key].Write(numbers);
            writer.Write(numbers);
        }

        writer.Flush();
        var others = keys.Any(key => duels[key] is { IsTold: true } or { Untold: not null }) ? ToldOf(keys.Select(key => duels[key])) : null;
        return new ParameterEvidence(
            trials.IsNumeric ? trials.Step : null,
            [.. places.Select(p => parameter.Values[p])],
            Base64Url.EncodeToString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)))
        {
            Others = others,
        };
    }

    /// <summary>The duels between values the parameter still has, by <see cref="BettingLearner.Key"/>.</summary>
    /// <exception cref="FormatException">The text is cut off, or holds a place or a number that is impossible.</exception>
    public Dictionary<int, Duel> Restore(ParameterDefinition parameter)
    {
        if (Values is null || Duels is null) throw new FormatException("'v' or 'e' is missing");
        var places = Array.ConvertAll(Values, parameter.IndexOf);
        using var bytes = new MemoryStream(Base64Url.DecodeFromChars(Duels));
        using var reader = new BinaryReader(bytes);
        using var others = new MemoryStream(Others is null ? [] : Base64Url.DecodeFromChars(Others));
        var duels = new Dictionary<int, Duel>();
        Span<byte> numbers = stackalloc byte[Duel.Size];
        try
        {
            while (bytes.Position < bytes.Length)
            {
                var (lower, higher) = (Place(reader, places), Place(reader, places));
                reader.BaseStream.ReadExactly(numbers);
                var duel = Duel.Read(numbers, swapped: lower > higher);
                if (Others is not null) ResumeTelling(duel, others, swapped: lower > higher);
                if (lower < 0 || higher < 0) continue;
                var key = BettingLearner.Key(Math.Min(lower, higher), Math.Max(lower, higher), parameter.Values.Length);
                duel.LastPlayed = bytes.Position - bytes.Length;
                if (lower == higher || !duels.TryAdd(key, duel)) throw new FormatException($"two values ({lower}, {higher}) have no single duel");
            }
        }
        catch (EndOfStreamException e)
        {
            throw new FormatException("its duels are cut off", e);
        }

        return duels;
    }

    private static string ToldOf(IEnumerable<Duel> duels)
    {
        using var bytes = new MemoryStream();
        Span<byte> numbers = stackalloc byte[Untold.Size];
        foreach (var duel in duels)
        {
            bytes.WriteByte(duel.Untold is not { } untold ? (byte)(duel.IsTold ? 1 : 0) : (byte)(untold.IsFirst ? 3 : 2));
            if (duel.Untold is null) continue;
            duel.Untold.Write(numbers);
            bytes.Write(numbers);
        }

        return Base64Url.EncodeToString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static void ResumeTelling(Duel duel, MemoryStream others, bool swapped)
    {
        var state = others.ReadByte();
        if (state is < 0 or > 3) throw new FormatException($"{state} does not say what the other contexts know of a duel");
        if (state < 2)
        {
            duel.Resume(state == 1, null);
            return;
        }

        Span<byte> numbers = stackalloc byte[Untold.Size];
        others.ReadExactly(numbers);
        duel.Resume(state == 2, Untold.Read(numbers, isFirst: state == 3, swapped));
    }

    private static int Place(BinaryReader reader, int[] places)
    {
        var place = reader.Read7BitEncodedInt();
        return place >= 0 && place < places.Length
            ? places[place]
            : throw new FormatException($"place {place} is not among its {places.Length} values");
    }
}
