namespace SelfLearning;

/// <summary>How many single metric entries a context keeps beside its summaries.</summary>
public enum MetricsCollectionLevel
{
    /// <summary>None: summaries only.</summary>
    Minimal,

    /// <summary>The last 256.</summary>
    Standard,

    /// <summary>The last 10,000 with their details, in memory; the last 256 of them survive a restart.</summary>
    Comprehensive,
}
