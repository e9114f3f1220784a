using System.Collections.Immutable;

namespace SelfLearning.Contracts;

/// <summary>The form of a <see cref="ProcessReply"/> between processes: flat, and without what is mostly empty.</summary>
[GenerateSerializer, Immutable, Alias("selflearning.process-reply-form")]
internal struct ProcessReplySurrogate
{
    /// <summary>The result id.</summary>
    [Id(0)] public string Id;

    /// <summary>When the operation started, in ticks of UTC.</summary>
    [Id(1)] public long CreatedAt;

    /// <summary>The result as UTF-8 JSON.</summary>
    [Id(2)] public byte[] Data;

    /// <summary>What the module says beside the result; <c>null</c> for nothing.</summary>
    [Id(3)] public ImmutableDictionary<string, string>? Metadata;

    /// <summary>How long it took, in milliseconds.</summary>
    [Id(4)] public double ExecutionTimeMs;

    /// <summary>The automatic quality.</summary>
    [Id(5)] public double? QualityScore;

    /// <summary>Whether some parameter differed from its default.</summary>
    [Id(6)] public bool AdaptationApplied;

    /// <summary>Success or Partial.</summary>
    [Id(7)] public int Status;

    /// <summary>The values used, in the form of <see cref="ValuesText"/>.</summary>
    [Id(8)] public string Parameters;
}
