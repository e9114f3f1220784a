namespace SelfLearning.Learning;

/// <summary>What the segments of one hour hold.</summary>
/// <param name="Hour">Hours since 1970.</param>
/// <param name="Parts">The number of segments, at least 1.</param>
/// <param name="Slots">The number of slots in all of them.</param>
/// <param name="LowestVersion">The lowest policy version in them.</param>
/// <param name="HighestVersion">The highest policy version in them; below <paramref name="LowestVersion"/> when there is none.</param>
public readonly record struct HourEntry(long Hour, int Parts, int Slots, long LowestVersion, long HighestVersion)
{
    /// <summary>Whether the hour holds policy versions.</summary>
    public bool HasPolicies => HighestVersion >= LowestVersion;

    /// <summary>Whether a policy version lies within the hour's range.</summary>
    public bool Spans(long version) => version >= LowestVersion && version <= HighestVersion;
}
