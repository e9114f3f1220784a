using SelfLearning.Tool.Replaying.Data;

namespace SelfLearning.Tool.Replaying.Simulation;

/// <summary>The setting most runs had in use at their end.</summary>
/// <param name="Setting">The place of each parameter's value.</param>
/// <param name="Share">The share of the runs, 0 to 1.</param>
internal readonly record struct FinalSetting(int[] Setting, double Share)
{
    /// <summary>The most frequent setting; of equally frequent ones the first, of none the default.</summary>
    /// <param name="ends">The setting of each run in which the context had a call.</param>
    /// <param name="standard">The default.</param>
    public static FinalSetting Of(IReadOnlyCollection<int[]> ends, ReadOnlySpan<int> standard)
    {
        if (ends.Count == 0) return new FinalSetting(standard.ToArray(), 0);
        var most = ends.GroupBy(end => SettingIndex.Key(end)).MaxBy(group => group.Count())!;
        return new FinalSetting(most.First(), (double)most.Count() / ends.Count);
    }
}
