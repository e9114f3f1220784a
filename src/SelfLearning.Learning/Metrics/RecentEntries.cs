using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>
/// The last metric entries of a context: none at <see cref="MetricsCollectionLevel.Minimal"/>, 256 without details at
/// <see cref="MetricsCollectionLevel.Standard"/>, 10,000 with details at <see cref="MetricsCollectionLevel.Comprehensive"/>. Not safe
/// for concurrent use.
/// </summary>
public sealed class RecentEntries
{
    /// <summary>The most entries that are saved.</summary>
    public const int SavedLimit = 256;

    /// <summary>The most entries a query may ask for, and the most that are kept.</summary>
    public const int QueryLimit = 10_000;

    /// <summary>The longest error text kept, in characters; the rest is cut.</summary>
    public const int MaximumErrorLength = 1_000;

    private Ring<MetricEntry> _entries;
    private MetricsCollectionLevel _level;

    /// <summary>An empty collection.</summary>
    /// <param name="level">How much is kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not one of the three.</exception>
    public RecentEntries(MetricsCollectionLevel level)
    {
        _level = level;
        _entries = new(CapacityOf(level));
    }

    /// <summary>How much is kept. A lower level drops at once what it does not keep; a higher one keeps more from now on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not one of the three.</exception>
    public MetricsCollectionLevel Level
    {
        get => _level;
        set
        {
            if (value == _level) return;
            var kept = new Ring<MetricEntry>(CapacityOf(value));
            _level = value;
            for (var age = _entries.Count - 1; age >= 0; age--) kept.Add(Kept(_entries[age]));
            _entries = kept;
        }
    }

    /// <summary>The number of entries kept.</summary>
    public int Count => _entries.Count;

    /// <summary>
    /// The last 256 entries for saving, the newest first. Without details: these may be of any size and live in memory only.
    /// </summary>
    public ImmutableArray<MetricEntry> Saved
    {
        get
        {
            var saved = ImmutableArray.CreateBuilder<MetricEntry>(Math.Min(_entries.Count, SavedLimit));
            for (var age = 0; age < saved.Capacity; age++) saved.Add(WithoutDetails(_entries[age]));
            return saved.MoveToImmutable();
        }
    }

    /// <summary>Adds the entry of an operation that has ended.</summary>
    public void Add(MetricEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (_level != MetricsCollectionLevel.Minimal) _entries.Add(Kept(entry));
    }

    /// <summary>Replaces all entries by those that were saved.</summary>
    /// <param name="saved">What <see cref="Saved"/> returned, the newest first; nothing where it is default.</param>
    public void Restore(ImmutableArray<MetricEntry> saved)
    {
        _entries = new(CapacityOf(_level));
        if (saved.IsDefault) return;
        for (var age = saved.Length - 1; age >= 0; age--) Add(saved[age]);
    }

    /// <summary>The entries a filter asks for, those that arrived last first.</summary>
    /// <param name="filter">Which entries; its context is that of this collection and is not compared.</param>
    /// <param name="limit">The most entries returned, 1 to 10,000.</param>
    /// <exception cref="MetricsException">The limit is out of its range.</exception>
    public ImmutableArray<MetricEntry> Query(MetricsFilter filter, int limit)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (limit is < 1 or > QueryLimit)
        {
            throw new MetricsException($"The limit {limit} of a metrics query is not within 1 to 10,000: ask for fewer entries, or narrow the filter.")
            {
                Context = filter.Context,
            };
        }

        var found = ImmutableArray.CreateBuilder<MetricEntry>();
        for (var age = 0; age < _entries.Count && found.Count < limit; age++)
        {
            if (filter.Matches(_entries[age])) found.Add(_entries[age]);
        }

        return found.DrainToImmutable();
    }

    private static int CapacityOf(MetricsCollectionLevel level) => level switch
    {
        MetricsCollectionLevel.Minimal => 0,
        MetricsCollectionLevel.Standard => SavedLimit,
        MetricsCollectionLevel.Comprehensive => QueryLimit,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "A level is Minimal, Standard or Comprehensive."),
    };

    private static MetricEntry WithoutDetails(MetricEntry entry) =>
        entry.Details.IsEmpty ? entry : entry with { Details = ImmutableDictionary<string, string>.Empty };

    private MetricEntry Kept(MetricEntry entry)
    {
        if (entry.Error is { Length: > MaximumErrorLength } error) entry = entry with { Error = error.Cut(MaximumErrorLength) };
        return _level == MetricsCollectionLevel.Comprehensive ? entry : WithoutDetails(entry);
    }
}
