namespace SelfLearning.Silo.Health;

/// <summary>A record to try a storage with.</summary>
internal sealed record ProbeRecord
{
    /// <summary>Who wrote it.</summary>
    public string Value { get; init; } = "";
}
