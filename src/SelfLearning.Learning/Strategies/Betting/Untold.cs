using System.Buffers.Binary;

namespace SelfLearning.Learning;

/// <summary>What a duel has gained and lost since the other contexts were last told, before floor and cap.</summary>
/// <param name="growth">The sums of the six movements.</param>
/// <param name="told">The six log-capitals when the others were last told; all 0 when they never were.</param>
/// <param name="isFirst">Whether the others have never been told of this duel.</param>
internal sealed class Untold(double[] growth, double[] told, bool isFirst)
{
    /// <summary>The bytes <see cref="Write"/> takes.</summary>
    public const int Size = (8 * 2 * Gamblers.Count) + 4;

    /// <summary>The sums of the six movements.</summary>
    public ReadOnlySpan<double> Growth => growth;

    /// <summary>The six log-capitals that the others were told of.</summary>
    public ReadOnlySpan<double> Told => told;

    /// <summary>Whether the others have never been told of this duel.</summary>
    public bool IsFirst => isFirst;

    /// <summary>The number of candidates of the context when it last bet.</summary>
    public int Candidates { get; set; }

    /// <summary>Takes in a bet.</summary>
    public void Add(ReadOnlySpan<double> movement)
    {
        for (var g = 0; g < growth.Length; g++) growth[g] += movement[g];
    }

    /// <summary>Takes in that a bet was settled with another quality.</summary>
    public void Replace(ReadOnlySpan<double> was, ReadOnlySpan<double> now)
    {
        for (var g = 0; g < growth.Length; g++) growth[g] += now[g] - was[g];
    }

    /// <summary>Writes the sums, what was told, and the number of candidates.</summary>
    public void Write(Span<byte> target)
    {
        for (var g = 0; g < Gamblers.Count; g++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(target[(8 * g)..], growth[g]);
            BinaryPrimitives.WriteDoubleLittleEndian(target[(8 * (Gamblers.Count + g))..], told[g]);
        }

        BinaryPrimitives.WriteInt32LittleEndian(target[(16 * Gamblers.Count)..], Candidates);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">A number is impossible.</exception>
    public static Untold Read(ReadOnlySpan<byte> source, bool isFirst, bool swapped)
    {
        var (growth, told) = (new double[Gamblers.Count], new double[Gamblers.Count]);
        for (var g = 0; g < Gamblers.Count; g++)
        {
            growth[g] = BinaryPrimitives.ReadDoubleLittleEndian(source[(8 * g)..]);
            told[g] = BinaryPrimitives.ReadDoubleLittleEndian(source[(8 * (Gamblers.Count + g))..]);
            if (!double.IsFinite(growth[g]) || !double.IsFinite(told[g])) throw new FormatException($"{growth[g]:R}, {told[g]:R} is not what a duel tells");
        }

        var candidates = BinaryPrimitives.ReadInt32LittleEndian(source[(16 * Gamblers.Count)..]);
        if (candidates < 1) throw new FormatException($"{candidates} is not a number of candidates");
        return new Untold(swapped ? Gamblers.Exchanged(growth) : growth, swapped ? Gamblers.Exchanged(told) : told, isFirst) { Candidates = candidates };
    }
}
