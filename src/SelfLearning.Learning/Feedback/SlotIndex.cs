namespace SelfLearning.Learning;

/// <summary>
/// Which parts of an hour may hold a slot, in 5 to 6 bytes a slot: a new feedback is told from a known one without reading the parts. Of
/// a key it keeps 32 bits, so a part is named in vain once in some billion slots looked at. Not safe for use by several threads.
/// </summary>
public sealed class SlotIndex
{
    // Sorted runs, each more than twice as long as the next one: few to search, and a slot is moved only a few times.
    private readonly List<(uint[] Prints, ushort[] Parts)> _runs = [];

    /// <summary>The number of slots noted.</summary>
    public long Count { get; private set; }

    /// <summary>Notes all slots of a part.</summary>
    /// <param name="part">The number of the part, 0 to 65,535.</param>
    /// <param name="segment">The part; one that takes nothing new, or slots that it takes later are not found.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public void Add(int part, Segment segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, ushort.MaxValue);
        if (segment.Count == 0) return;
        var prints = new uint[segment.Count];
        var place = 0;
        foreach (var key in segment.Keys) prints[place++] = PrintOf(key);
        var parts = new ushort[prints.Length];
        Array.Fill(parts, (ushort)part);
        Count += prints.Length;
        _runs.Add((prints, parts));
        while (_runs.Count > 1 && _runs[^2].Prints.Length <= 2 * _runs[^1].Prints.Length)
        {
            var united = Unite(_runs[^2], _runs[^1]);
            _runs.RemoveRange(_runs.Count - 2, 2);
            _runs.Add(united);
        }
    }

    /// <summary>Adds the parts that may hold a slot.</summary>
    /// <param name="key">The slot's key.</param>
    /// <param name="found">Takes the numbers of the parts.</param>
    public void Find(ulong key, ISet<int> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var print = PrintOf(key);
        foreach (var (prints, parts) in _runs)
        {
            for (var place = FirstOf(prints, print); place < prints.Length && prints[place] == print; place++) found.Add(parts[place]);
        }
    }

    private static uint PrintOf(ulong key) => (uint)(key >> 32);

    private static int FirstOf(uint[] prints, uint print)
    {
        var (low, high) = (0, prints.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (prints[middle] < print) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static (uint[] Prints, ushort[] Parts) Unite((uint[] Prints, ushort[] Parts) a, (uint[] Prints, ushort[] Parts) b)
    {
        var prints = new uint[a.Prints.Length + b.Prints.Length];
        var parts = new ushort[prints.Length];
        var (i, j) = (0, 0);
        for (var place = 0; place < prints.Length; place++)
        {
            var (run, from) = j == b.Prints.Length || (i < a.Prints.Length && a.Prints[i] <= b.Prints[j]) ? (a, i++) : (b, j++);
            (prints[place], parts[place]) = (run.Prints[from], run.Parts[from]);
        }

        return (prints, parts);
    }
}
