namespace SelfLearning.Learning;

/// <summary>
/// The policy versions a context holds: the one in force and those before it, which the learning record keeps, and older ones that
/// queued decisions need, lent by segments. A version that is no longer held cannot be learned from.
/// </summary>
public sealed class PolicyHistory
{
    /// <summary>How many of the newest versions the learning record holds.</summary>
    public const int Held = 32;

    /// <summary>The bytes that the versions in the learning record may take, about; the one in force is always held.</summary>
    public const int HeldBytes = 12 * 1024;

    private const int RetiredTogether = 8;

    // Shared by all that hold nothing, as most contexts do; never changed.
    private static readonly Dictionary<long, PolicySnapshot> NoneLent = [];
    private static readonly Dictionary<long, Policy> NoneResolved = [];

    private readonly SortedList<long, PolicySnapshot> _versions = [];
    private Dictionary<long, PolicySnapshot> _lent = NoneLent;

    // The version in force by itself: most contexts never need another.
    private Policy? _inForce;
    private Dictionary<long, Policy> _resolved = NoneResolved;
    private long _size = -1;
    private ParameterSpace _space;

    /// <summary>A history that begins with one version.</summary>
    public PolicyHistory(ParameterSpace space, IEnumerable<PolicySnapshot> versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        _space = space;
        foreach (var version in versions) _versions.TryAdd(version.Version, version);
    }

    /// <summary>The version in force.</summary>
    public PolicySnapshot Current => _versions.Values[^1];

    /// <summary>The versions that the learning record keeps, oldest first.</summary>
    public IList<PolicySnapshot> Versions => _versions.Values;

    /// <summary>Whether there is a version at all.</summary>
    public bool IsEmpty => _versions.Count == 0;

    /// <summary>The version resolved against the space, or <c>null</c> when it is not held.</summary>
    public Policy? Find(long version)
    {
        if (_inForce?.Version == version) return _inForce;
        if (_resolved.TryGetValue(version, out var policy)) return policy;
        if (!_versions.TryGetValue(version, out var snapshot) && !_lent.TryGetValue(version, out snapshot)) return null;
        policy = Policy.Resolve(snapshot, _space);
        if (version == Current.Version) return _inForce = policy;
        if (_resolved == NoneResolved) _resolved = [];
        return _resolved[version] = policy;
    }

    /// <summary>Puts a version in force.</summary>
    public void Add(PolicySnapshot version)
    {
        ArgumentNullException.ThrowIfNull(version);
        _versions.TryAdd(version.Version, version);
        _size = -1;
    }

    /// <summary>Takes an older version that a segment holds, for the queued decisions that need it.</summary>
    public void Lend(PolicySnapshot version)
    {
        ArgumentNullException.ThrowIfNull(version);
        if (!_versions.ContainsKey(version.Version)) AddLent(version);
    }

    /// <summary>Gives back what no queued decision needs any more.</summary>
    public void GiveBack(FeedbackQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        if (_lent.Count == 0) return;
        var needed = queue.Items.Select(item => item.PolicyVersion).ToHashSet();
        foreach (var version in _lent.Keys.Where(version => !needed.Contains(version)).ToList())
        {
            _lent.Remove(version);
            _resolved.Remove(version);
            if (_inForce?.Version == version) _inForce = null;
        }
    }

    /// <summary>Resolves all versions against another space from now on.</summary>
    public void ChangeSpace(ParameterSpace space)
    {
        _space = space;
        (_inForce, _resolved) = (null, NoneResolved);
    }

    /// <summary>
    /// The versions that segments shall take over, oldest first: once there are 8 more than <see cref="Held"/> or they take more than
    /// <see cref="HeldBytes"/>, all but the newest that take at most half of that. In groups, because a segment is written whole.
    /// </summary>
    public IReadOnlyList<PolicySnapshot> Retired()
    {
        if (_versions.Count < Held + RetiredTogether && HeldSize() <= HeldBytes) return [];
        var (kept, size) = (1, SizeOf(Current));
        while (kept < Math.Min(Held, _versions.Count) && size + SizeOf(_versions.Values[^(kept + 1)]) is var more && more <= HeldBytes / 2)
            (kept, size) = (kept + 1, more);
        return [.. _versions.Values.Take(_versions.Count - kept)];
    }

    /// <summary>Drops versions that segments hold now, except the one in force; queued decisions go on with them.</summary>
    public void Drop(IEnumerable<PolicySnapshot> versions, FeedbackQueue queue)
    {
        ArgumentNullException.ThrowIfNull(versions);
        foreach (var version in versions.Where(version => version.Version != Current.Version))
        {
            if (_versions.Remove(version.Version)) AddLent(version);
        }

        _size = -1;

        GiveBack(queue);
    }

    private void AddLent(PolicySnapshot version)
    {
        if (_lent == NoneLent) _lent = [];
        _lent[version.Version] = version;
    }

    // Asked for with every write, and the same until a version comes or goes.
    private long HeldSize()
    {
        if (_size < 0) _size = _versions.Values.Sum(SizeOf);
        return _size;
    }

    // As JSON, where a letter outside of ASCII takes up to three bytes.
    private static int SizeOf(PolicySnapshot policy) => 120
        + policy.Values.Sum(value => 34 + SizeOf(value.ParameterName) + SizeOf(value.Value))
        + policy.Candidates.Sum(candidate => 64 + SizeOf(candidate.ParameterName) + SizeOf(candidate.Value));

    private static int SizeOf(string text) => text.Sum(letter => char.IsAscii(letter) ? 1 : 3);
}
