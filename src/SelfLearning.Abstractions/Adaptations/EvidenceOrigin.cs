namespace SelfLearning;

/// <summary>Whose evidence an adaptation rests on.</summary>
public enum EvidenceOrigin
{
    /// <summary>The feedback of its own context would have been enough; or a person decided.</summary>
    Own,

    /// <summary>
    /// Without what other contexts of the module have learned the confidence would not have reached the threshold: it speaks of the module's average,
    /// which this context may differ from.
    /// </summary>
    Inherited,
}
