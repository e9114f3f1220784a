namespace SelfLearning.Benchmarks.Workloads.Durable;

/// <summary>The state of a <see cref="WriteGrain"/>.</summary>
public sealed class WrittenState
{
    /// <summary>How many feedbacks it has.</summary>
    public long Count { get; set; }

    /// <summary>The sum of their qualities.</summary>
    public double Sum { get; set; }

    /// <summary>As many bytes as the record of a context has; in base64 a third more.</summary>
    public byte[] Content { get; set; } = [];
}
