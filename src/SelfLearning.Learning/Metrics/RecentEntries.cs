using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <summary>
/// The last operations of a context: none at <see cref="MetricsCollectionLevel.Minimal"/>, 256 without details at
/// <see cref="MetricsCollectionLevel.Standard"/>, 10,000 with details at <see cref="MetricsCollectionLevel.Comprehensive"/>. Each takes
/// 64 bytes in memory and about 22 saved, and what error, details and a caller's own id take. Not safe for concurrent use.
/// </summary>
public sealed class RecentEntries
{
    /// <summary>The most entries that are saved.</summary>
    public const int SavedLimit = 256;

    /// <summary>The most entries a query may ask for, and the most that are kept.</summary>
    public const int QueryLimit = 10_000;

    /// <summary>The longest error text kept, in characters; the rest is cut.</summary>
    public const int MaximumErrorLength = 1_000;

    // An operation's name comes as a new text with every message, and there are few of them.
    private const int NamesLookedAt = 8;

    private Ring<RecentEntry> _entries;
    private Dictionary<int, EntryText>? _texts;
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
            var (entries, texts) = (_entries, _texts);
            (_entries, _texts, _level) = (new(CapacityOf(value)), null, value);
            for (var age = entries.Count - 1; age >= 0; age--)
            {
                var entry = entries[age];
                Add(entry.With(entry.HasText ? texts![entries.PlaceOf(age)] : null));
            }
        }
    }

    /// <summary>The most entries that are kept: of more that are added together, only the last need be.</summary>
    public int Limit => CapacityOf(_level);

    /// <summary>The number of entries kept.</summary>
    public int Count => _entries.Count;

    /// <summary>Adds an operation that has ended.</summary>
    public void Add(in EndedOperation operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation.Operation);
        if (_level == MetricsCollectionLevel.Minimal) return;
        var text = EntryText.Of(operation, _level == MetricsCollectionLevel.Comprehensive);
        var place = _entries.Add(new RecentEntry(operation, Shared(operation.Operation), text is not null));
        if (text is not null) (_texts ??= [])[place] = text;
        else _texts?.Remove(place);
    }

    /// <summary>Adds an entry of which only the text of its id is known, as version 0.1 saved it.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="texts">The result ids of the context.</param>
    public void Add(MetricEntry entry, ResultIdTexts texts)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(texts);
        var decision = texts.Parse(entry.Id);
        var isDecision = decision?.DecidedAt == entry.Timestamp;
        Add(new EndedOperation
        {
            Decision = isDecision ? decision : null,
            CallerId = isDecision || entry.Id.Length == 0 ? null : entry.Id,
            StartedAt = entry.Timestamp,
            Operation = entry.Operation,
            Status = entry.Status,
            DurationMs = entry.DurationMs,
            Quality = entry.QualityScore,
            Error = entry.Error,
            Details = entry.Details,
        });
    }

    /// <summary>
    /// The last 256 entries in a compact form with a version and a checksum. Without details: these may be of any size and live in memory
    /// only.
    /// </summary>
    public byte[] Save()
    {
        var operations = new EndedOperation[Math.Min(_entries.Count, SavedLimit)];
        for (var age = 0; age < operations.Length; age++) operations[^(age + 1)] = At(age);
        return RecentEntriesFormat.Write(operations);
    }

    /// <summary>Replaces all entries by those that were saved.</summary>
    /// <param name="saved">What <see cref="Save"/> returned; nothing where it is empty.</param>
    /// <exception cref="MetricsException">The bytes are damaged, cut short, or written by a newer version.</exception>
    public void Restore(ReadOnlySpan<byte> saved)
    {
        EndedOperation[] operations = saved.IsEmpty ? [] : RecentEntriesFormat.Read(saved);
        (_entries, _texts) = (new(CapacityOf(_level)), null);
        foreach (var operation in operations) Add(operation);
    }

    /// <summary>The entries a filter asks for, those that arrived last first.</summary>
    /// <param name="filter">Which entries; its context is that of this collection and is not compared.</param>
    /// <param name="limit">The most entries returned, 1 to 10,000.</param>
    /// <param name="texts">
    /// Forms their ids. One signed with a key that is no longer held has an empty id: nobody could give feedback to it either.
    /// </param>
    /// <exception cref="MetricsException">The limit is out of its range.</exception>
    public ImmutableArray<MetricEntry> Query(MetricsFilter filter, int limit, ResultIdTexts texts)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(texts);
        if (limit is < 1 or > QueryLimit)
        {
            throw new MetricsException($"The limit {limit} of a metrics query is not within 1 to 10,000: ask for fewer entries, or narrow the filter.")
            {
                Context = filter.Context,
                Reason = FailureReason.Invalid,
                Field = "limit",
            };
        }

        var found = ImmutableArray.CreateBuilder<MetricEntry>();
        for (var age = 0; age < _entries.Count && found.Count < limit; age++)
        {
            ref readonly var entry = ref _entries[age];
            if (filter.Matches(entry.Status, entry.Operation, entry.StartedAt)) found.Add(Form(At(age), texts));
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

    private static MetricEntry Form(in EndedOperation operation, ResultIdTexts texts) => new()
    {
        Id = (operation.Decision is { } decision ? texts.Of(decision) : operation.CallerId) ?? "",
        Timestamp = operation.StartedAt,
        Operation = operation.Operation,
        Status = operation.Status,
        DurationMs = operation.DurationMs,
        Context = texts.Context.Text,
        QualityScore = operation.Quality,
        Error = operation.Error,
        Details = operation.Details ?? ImmutableDictionary<string, string>.Empty,
    };

    private EndedOperation At(int age)
    {
        ref readonly var entry = ref _entries[age];
        return entry.With(entry.HasText ? _texts![_entries.PlaceOf(age)] : null);
    }

    private string Shared(string name)
    {
        var end = Math.Min(_entries.Count, NamesLookedAt);
        for (var age = 0; age < end; age++)
        {
            if (_entries[age].Operation == name) return _entries[age].Operation;
        }

        return name;
    }
}
