namespace SelfLearning.Server;

/// <summary>The parts that some decisions need, gathered while hours become known one after the other and may be forgotten again.</summary>
internal sealed class SegmentNeeds
{
    private readonly HashSet<(DecisionKey Decision, long PolicyVersion, long Hour)> _known = [];

    /// <summary>The parts, in order.</summary>
    public SortedSet<(long Hour, int Part)> Parts { get; } = [];

    /// <summary>Whether it is known what a decision needs of an hour.</summary>
    public bool Has(ResultId id, long hour) => _known.Contains((DecisionKey.Of(id), id.PolicyVersion, hour));

    /// <summary>Notes what a decision needs of an hour.</summary>
    public void Add(ResultId id, long hour, IEnumerable<int> parts)
    {
        _known.Add((DecisionKey.Of(id), id.PolicyVersion, hour));
        foreach (var part in parts) Parts.Add((hour, part));
    }

    /// <summary>Forgets everything: what parts hold has changed.</summary>
    public void Clear()
    {
        _known.Clear();
        Parts.Clear();
    }
}
