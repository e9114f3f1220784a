using System.Diagnostics;

namespace SelfLearning.Server;

/// <summary>Whose changes a write holds, as far as they are traced.</summary>
/// <param name="first">The span of the first of them.</param>
internal sealed class CommitCauses(ActivityContext first)
{
    // A hot context gathers hundreds; a trace with so many links is read by nobody.
    private const int MostLinks = 32;

    private readonly List<ActivityLink> _others = [];

    /// <summary>The first, whose trace the write belongs to.</summary>
    public ActivityContext First => first;

    /// <summary>The others, at most 32 of them.</summary>
    public IReadOnlyList<ActivityLink> Others => _others;

    /// <summary>Adds the span that runs now, if it is recorded.</summary>
    /// <param name="causes">Those until now; <c>null</c> for none.</param>
    public static CommitCauses? WithCurrent(CommitCauses? causes)
    {
        if (Activity.Current is not { Recorded: true } current) return causes;
        if (causes is null) return new CommitCauses(current.Context);
        if (causes._others.Count < MostLinks && current.Context != causes.First) causes._others.Add(new ActivityLink(current.Context));
        return causes;
    }
}
