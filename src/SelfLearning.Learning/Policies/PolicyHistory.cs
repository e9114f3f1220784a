namespace SelfLearning.Learning;

/// <summary>
/// The policy versions a context holds: the one in force, those before it, and older ones that queued decisions still need. A version
/// that is no longer held cannot be learned from.
/// </summary>
public sealed class PolicyHistory
{
    /// <summary>How many of the newest versions the learning record holds.</summary>
    public const int Held = 32;

    private readonly SortedList<long, PolicySnapshot> _versions = [];
    private readonly Dictionary<long, Policy> _resolved = [];
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

    /// <summary>All versions held, oldest first.</summary>
    public IList<PolicySnapshot> Versions => _versions.Values;

    /// <summary>Whether there is a version at all.</summary>
    public bool IsEmpty => _versions.Count == 0;

    /// <summary>The version resolved against the space, or <c>null</c> when it is not held.</summary>
    public Policy? Find(long version)
    {
        if (_resolved.TryGetValue(version, out var policy)) return policy;
        if (!_versions.TryGetValue(version, out var snapshot)) return null;
        return _resolved[version] = Policy.Resolve(snapshot, _space);
    }

    /// <summary>Puts a version in force, or brings an older one back that a queued decision needs.</summary>
    public void Add(PolicySnapshot version)
    {
        ArgumentNullException.ThrowIfNull(version);
        _versions.TryAdd(version.Version, version);
    }

    /// <summary>Resolves all versions against another space from now on.</summary>
    public void ChangeSpace(ParameterSpace space)
    {
        _space = space;
        _resolved.Clear();
    }

    /// <summary>The versions beyond the newest <see cref="Held"/> that no queued decision needs, oldest first.</summary>
    public IReadOnlyList<PolicySnapshot> Retired(FeedbackQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        if (_versions.Count <= Held) return [];
        var needed = queue.Items.Select(item => item.PolicyVersion).ToHashSet();
        return [.. _versions.Values.Take(_versions.Count - Held).Where(version => !needed.Contains(version.Version))];
    }

    /// <summary>Drops versions that are kept elsewhere.</summary>
    public void Drop(IEnumerable<PolicySnapshot> versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        foreach (var version in versions)
        {
            _versions.Remove(version.Version);
            _resolved.Remove(version.Version);
        }
    }
}
