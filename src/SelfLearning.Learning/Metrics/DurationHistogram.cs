namespace SelfLearning.Learning;

/// <summary>
/// Counts durations in logarithmic bins. Bin 0 holds durations below 1 ns; bin k &gt;= 1 holds [1.105^(k-1), 1.105^k) ns up to 10^12 ms
/// (about 31 years). A bin answers with the harmonic mean of its borders, whose relative error is at most
/// (1.105 - 1) / (1.105 + 1) = 4.99 percent (Masson, Rim, Lee: DDSketch, PVLDB 12, 2019). Only bins that hold something take room.
/// </summary>
internal sealed class DurationHistogram
{
    /// <summary>The longest duration told apart, in milliseconds; a longer one counts as this.</summary>
    public const double MaximumMs = 1e12;

    /// <summary>The ratio of the upper to the lower border of a bin.</summary>
    public const double Base = 1.105;

    /// <summary>The number of bins, the one for zero included.</summary>
    public static readonly int BinCount = BinOf(MaximumMs) + 1;

    private const double MinimumMs = 1e-6;
    private const int CountBits = 55;
    private const ulong CountMask = (1UL << CountBits) - 1;
    private const int Growth = 8;

    // One word a bin, in ascending order: the bin in the upper 9 bits, its count in the lower 55.
    private ulong[] _entries = [];
    private int _length;

    /// <summary>The number of bins in use.</summary>
    public int Length => _length;

    /// <summary>The bin of the entry at <paramref name="place"/>.</summary>
    public int BinAt(int place) => (int)(_entries[place] >> CountBits);

    /// <summary>The count of the entry at <paramref name="place"/>.</summary>
    public long CountAt(int place) => (long)(_entries[place] & CountMask);

    /// <summary>The bin of a duration of 0 or more milliseconds.</summary>
    public static int BinOf(double durationMs)
    {
        if (durationMs < MinimumMs) return 0;
        return 1 + (int)(Math.Log(Math.Min(durationMs, MaximumMs) / MinimumMs) / Math.Log(Base));
    }

    /// <summary>The duration in milliseconds a bin stands for.</summary>
    public static double ValueOf(int bin) => bin == 0 ? 0 : MinimumMs * Math.Pow(Base, bin - 1) * (2 * Base / (1 + Base));

    /// <summary>Makes room for so many bins more.</summary>
    public void Reserve(int bins) => Array.Resize(ref _entries, _length + bins);

    /// <summary>Adds to one bin.</summary>
    public void Add(int bin, long count)
    {
        var place = PlaceOf(bin);
        if (place < _length && BinAt(place) == bin) _entries[place] += (ulong)count;
        else Insert(place, bin, count);
    }

    /// <summary>Adds every bin of another histogram.</summary>
    public void Add(DurationHistogram other)
    {
        var place = 0;
        for (var i = 0; i < other._length; i++)
        {
            var bin = other.BinAt(i);
            while (place < _length && BinAt(place) < bin) place++;
            if (place < _length && BinAt(place) == bin) _entries[place] += other._entries[i] & CountMask;
            else Insert(place, bin, other.CountAt(i));
        }
    }

    /// <summary>The duration in milliseconds at the nearest rank: the smallest that <paramref name="share"/> of all do not exceed.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    /// <param name="total">The number of durations counted.</param>
    /// <returns>Within 5 percent of the exact one; 0 when nothing was counted.</returns>
    public double Quantile(double share, long total)
    {
        if (_length == 0) return 0;
        var rank = Math.Max(1, (long)Math.Ceiling(share * total));
        var place = 0;
        for (var seen = CountAt(0); seen < rank && place < _length - 1; seen += CountAt(place)) place++;
        return ValueOf(BinAt(place));
    }

    private int PlaceOf(int bin)
    {
        var (low, high) = (0, _length);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (BinAt(middle) < bin) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private void Insert(int place, int bin, long count)
    {
        // Grown by a few bins at a time: there are hundreds of histograms, and each soon has all the bins it will ever have.
        if (_length == _entries.Length) Array.Resize(ref _entries, _length + Growth);
        Array.Copy(_entries, place, _entries, place + 1, _length - place);
        _entries[place] = ((ulong)bin << CountBits) | (ulong)count;
        _length++;
    }
}
