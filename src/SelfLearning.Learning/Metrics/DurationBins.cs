namespace SelfLearning.Learning;

/// <summary>
/// The bins that durations are counted in. Bin 0 holds durations below 1 ns; bin k &gt;= 1 holds [1.105^(k-1), 1.105^k) ns up to 10^12 ms
/// (about 31 years). A bin answers with the harmonic mean of its borders, whose relative error is at most
/// (1.105 - 1) / (1.105 + 1) = 4.99 percent (Masson, Rim, Lee: DDSketch, PVLDB 12, 2019).
/// </summary>
internal static class DurationBins
{
    /// <summary>The longest duration told apart, in milliseconds; a longer one counts as this.</summary>
    public const double MaximumMs = 1e12;

    /// <summary>The ratio of the upper to the lower border of a bin.</summary>
    public const double Base = 1.105;

    private const double MinimumMs = 1e-6;

    // Sign, exponent and four bits of the fraction: cells that are narrower than bins, so that in each lies one border at most.
    private const int CellShift = 52 - 4;

    /// <summary>The number of bins, the one for zero included.</summary>
    public static readonly int Count = Logarithm(MaximumMs) + 1;

    private static readonly long FirstCell = CellOf(MinimumMs);
    private static readonly double[] Borders = [.. Enumerable.Range(0, Count).Select(FirstOf), double.PositiveInfinity];
    private static readonly ushort[] Cells = [.. Enumerable.Range(0, (int)(CellOf(MaximumMs) - FirstCell) + 1).Select(FirstBinOf)];

    /// <summary>The bin of a duration of 0 or more milliseconds.</summary>
    public static int Of(double durationMs)
    {
        if (durationMs < MinimumMs) return 0;
        durationMs = Math.Min(durationMs, MaximumMs);
        // A logarithm would take longer than all the rest of recording.
        var bin = Cells[CellOf(durationMs) - FirstCell];
        return durationMs >= Borders[bin + 1] ? bin + 1 : bin;
    }

    /// <summary>A duration of 0 or more milliseconds in whole nanoseconds, as it is summed.</summary>
    public static ulong NanosecondsOf(double durationMs) => (ulong)Math.Round(Math.Min(durationMs, MaximumMs) * 1e6);

    /// <summary>The duration in milliseconds a bin stands for.</summary>
    public static double ValueOf(int bin) => bin == 0 ? 0 : MinimumMs * Math.Pow(Base, bin - 1) * (2 * Base / (1 + Base));

    /// <summary>The bin as it is defined; saved windows hold its numbers.</summary>
    internal static int Logarithm(double durationMs) =>
        durationMs < MinimumMs ? 0 : 1 + (int)(Math.Log(Math.Min(durationMs, MaximumMs) / MinimumMs) / Math.Log(Base));

    private static long CellOf(double durationMs) => BitConverter.DoubleToInt64Bits(durationMs) >> CellShift;

    private static ushort FirstBinOf(int cell) =>
        (ushort)Logarithm(Math.Max(MinimumMs, BitConverter.Int64BitsToDouble((FirstCell + cell) << CellShift)));

    // The first duration of a bin, rounding and all; the bits of positive numbers are in the order of the numbers.
    private static double FirstOf(int bin)
    {
        if (bin == 0) return 0;
        var about = MinimumMs * Math.Pow(Base, bin - 1);
        var (low, high) = (BitConverter.DoubleToInt64Bits(about * 0.999), BitConverter.DoubleToInt64Bits(about * 1.001));
        while (low < high)
        {
            var middle = low + ((high - low) >> 1);
            if (Logarithm(BitConverter.Int64BitsToDouble(middle)) < bin) low = middle + 1;
            else high = middle;
        }

        return BitConverter.Int64BitsToDouble(low);
    }
}
