using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Azure.Tests.Official;

/// <summary>What the program with the official packages is asked, as one line of JSON.</summary>
public sealed record Call(string Do)
{
    /// <summary>The storage, and what it is asked for.</summary>
    public string Storage { get; init; } = "";

    public string Name { get; init; } = "";

    public string Grain { get; init; } = "";

    public string? ETag { get; init; }

    public ConformanceState State { get; init; } = new();

    /// <summary>A row of the membership table, or its key.</summary>
    public MembershipEntry? Silo { get; init; }

    /// <summary>The version of the membership table that a change makes, and the token it was read with.</summary>
    public int Version { get; init; }

    public string Token { get; init; } = "";

    public DateTimeOffset Date { get; init; }
}
