namespace SelfLearning.Learning;

/// <summary>
/// When a new policy version is worth publishing although no value in use and no candidate changed: versions cost storage for the
/// whole feedback window, and hosts fetch them.
/// </summary>
/// <param name="Interval">The shortest time between two such versions.</param>
/// <param name="Movement">The share of itself by which some candidate's share must have moved.</param>
public sealed record PublishingRule(TimeSpan Interval, double Movement)
{
    /// <summary>At most every 10 s, and only when some share moved by more than a tenth.</summary>
    public static PublishingRule Default { get; } = new(TimeSpan.FromSeconds(10), 0.1);

    /// <summary>After every learning cycle.</summary>
    public static PublishingRule Always { get; } = new(TimeSpan.Zero, 0);

    /// <summary>Whether <paramref name="next"/> should replace <paramref name="current"/>.</summary>
    public bool IsDue(PolicySnapshot current, PolicySnapshot next)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(next);
        if (!current.Values.SequenceEqual(next.Values) || current.Candidates.Length != next.Candidates.Length) return true;
        var moved = false;
        for (var i = 0; i < current.Candidates.Length; i++)
        {
            var (before, after) = (current.Candidates[i], next.Candidates[i]);
            if (before.ParameterName != after.ParameterName || before.Value != after.Value) return true;
            moved |= Math.Abs(after.Share - before.Share) > Movement * before.Share;
        }

        // A clock that went back holds nothing up.
        return moved && (next.PublishedAt < current.PublishedAt || next.PublishedAt - current.PublishedAt >= Interval);
    }
}
