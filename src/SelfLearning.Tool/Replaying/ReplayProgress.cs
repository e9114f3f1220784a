namespace SelfLearning.Tool.Replaying;

/// <summary>What a replay is doing.</summary>
/// <param name="Phase">In a word.</param>
/// <param name="Share">How much of it is done, 0 to 1.</param>
internal readonly record struct ReplayProgress(string Phase, double Share)
{
    /// <summary>The first pass over the file: which values there are.</summary>
    public const string Looking = "looking for values";

    /// <summary>The second pass: the feedback.</summary>
    public const string Reading = "reading";

    /// <summary>What each setting is worth in the data.</summary>
    public const string Scoring = "scoring settings";

    /// <summary>The runs.</summary>
    public const string Replaying = "replaying";
}
