using System.Diagnostics.CodeAnalysis;

namespace SelfLearning.Tests.Conformance;

/// <summary>
/// What a grain holds of one record.
/// </summary>
public sealed class HeldState<T>(T state, string? eTag = null) : IGrainState<T>
{
    [AllowNull]
    public T State { get; set; } = state;

    public string? ETag { get; set; } = eTag;

    public bool RecordExists { get; set; }
}
