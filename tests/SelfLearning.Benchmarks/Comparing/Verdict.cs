namespace SelfLearning.Benchmarks.Comparing;

/// <summary>What a figure is against its target.</summary>
internal enum Verdict
{
    /// <summary>What must hold does not.</summary>
    Missed,

    /// <summary>What must hold does.</summary>
    Met,

    /// <summary>It is as good as was hoped for.</summary>
    Stretch,
}
