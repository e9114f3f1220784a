namespace SelfLearning.Learning;

/// <summary>Counts durations in <see cref="DurationBins"/>; only bins that hold something take room.</summary>
internal sealed class DurationHistogram
{
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

    /// <summary>Makes room for so many bins more.</summary>
    public void Reserve(int bins) => Array.Resize(ref _entries, _length + bins);

    /// <summary>Adds to one bin.</summary>
    public void Add(int bin, long count)
    {
        var place = PlaceOf(bin);
        if (place < _length && BinAt(place) == bin) _entries[place] += (ulong)count;
        else Insert(place, bin, count);
    }

    /// <summary>Adds every bin to an array of all of them.</summary>
    public void AddTo(Span<long> counts)
    {
        foreach (var entry in _entries.AsSpan(0, _length)) counts[(int)(entry >> CountBits)] += (long)(entry & CountMask);
    }

    /// <summary>Fills an empty histogram from an array of all bins.</summary>
    public void Fill(ReadOnlySpan<long> counts)
    {
        var used = 0;
        foreach (var count in counts) used += count == 0 ? 0 : 1;
        Reserve(used);
        for (var bin = 0; bin < counts.Length; bin++)
        {
            if (counts[bin] != 0) _entries[_length++] = ((ulong)bin << CountBits) | (ulong)counts[bin];
        }
    }

    /// <summary>Empties all bins; their memory stays.</summary>
    public void Clear() => _length = 0;

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
        return DurationBins.ValueOf(BinAt(place));
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
