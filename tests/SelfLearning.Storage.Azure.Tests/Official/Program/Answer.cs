using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Azure.Tests.Official;

/// <summary>What it answers, as one line of JSON.</summary>
public sealed record Answer
{
    /// <summary>What it threw, and whether that is a conflict.</summary>
    public string? Error { get; init; }

    public bool IsConflict { get; init; }

    /// <summary>A record.</summary>
    public string? ETag { get; init; }

    public bool Exists { get; init; }

    public ConformanceState? State { get; init; }

    /// <summary>A membership table, or whether it was changed.</summary>
    public bool Done { get; init; }

    public List<MembershipEntry> Silos { get; init; } = [];

    public List<string> Tokens { get; init; } = [];

    public int Version { get; init; }

    public string VersionToken { get; init; } = "";

    public List<string> Gateways { get; init; } = [];
}
