namespace SelfLearning.Learning;

/// <summary>
/// The names of operations by index: at most 32, besides index 0 for all others. Compared ordinally; few enough that a search from
/// the front is faster than hashing.
/// </summary>
internal sealed class OperationNames
{
    /// <summary>The most names kept.</summary>
    public const int Limit = 32;

    /// <summary>The longest name kept, in characters.</summary>
    public const int MaximumLength = 100;

    /// <summary>What the rest is counted as.</summary>
    public const string Other = "other";

    private readonly List<string?> _names = [Other];

    /// <summary>Indices in use are below this.</summary>
    public int End => _names.Count;

    /// <summary>The names kept, without the one for the rest.</summary>
    public int Count { get; private set; }

    /// <summary>The name at an index; <c>null</c> where the index is free.</summary>
    public string? this[int index] => _names[index];

    /// <summary>The index of a name, or -1.</summary>
    public int Find(ReadOnlySpan<char> name)
    {
        for (var index = 0; index < _names.Count; index++)
        {
            if (_names[index] is { } known && name.SequenceEqual(known)) return index;
        }

        return -1;
    }

    /// <summary>Takes a new name in; there must be fewer than <see cref="Limit"/>.</summary>
    public int Add(string name)
    {
        Count++;
        var free = _names.IndexOf(null);
        if (free >= 0)
        {
            _names[free] = name;
            return free;
        }

        _names.Add(name);
        return _names.Count - 1;
    }

    /// <summary>Frees an index.</summary>
    public void Remove(int index)
    {
        _names[index] = null;
        Count--;
    }

    /// <summary>Frees all indices.</summary>
    public void Clear()
    {
        _names.RemoveRange(1, _names.Count - 1);
        Count = 0;
    }

    /// <summary>Takes in the names of another window; those that then are not among the 32 first of both in ordinal order count with the rest.</summary>
    /// <remarks>
    /// What stays depends on nothing but the names, or merging would depend on its order: a name among the first of all windows is among
    /// the first of any of them that know it, so it was never counted as the rest on the way.
    /// </remarks>
    /// <param name="others">The other names.</param>
    /// <param name="map">Takes for each index of a name there the index here.</param>
    /// <param name="fold">Counts one of the names here with the rest.</param>
    public void Take(OperationNames others, Span<int> map, Action<int> fold)
    {
        map.Clear();
        var unknown = 0;
        for (var name = 1; name < others.End; name++)
        {
            if (others[name] is { } other && (map[name] = Math.Max(0, Find(other))) == 0) unknown++;
        }

        if (unknown == 0) return;
        var kept = Count + unknown <= Limit ? null : Keep(others);
        for (var name = 1; kept is not null && name < End; name++)
        {
            if (_names[name] is not { } own || kept.Contains(own)) continue;
            fold(name);
            Remove(name);
        }

        for (var name = 1; name < others.End; name++)
        {
            if (others[name] is not { } taken) continue;
            if (kept is not null && !kept.Contains(taken)) map[name] = 0;
            else if (map[name] == 0) map[name] = Add(taken);
        }
    }

    private SortedSet<string> Keep(OperationNames others)
    {
        var kept = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in _names.Skip(1).Concat(others._names.Skip(1)))
        {
            if (name is not null) kept.Add(name);
        }

        while (kept.Count > Limit) kept.Remove(kept.Max!);
        return kept;
    }
}
