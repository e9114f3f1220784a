using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Server;

/// <summary>The metrics record of a context as it lies on storage; written every flush interval.</summary>
internal sealed class MetricsRecord
{
    /// <summary>The version this code writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the form.</summary>
    public int Version { get; set; } = CurrentVersion;

    /// <summary>The metrics window.</summary>
    public byte[] Window { get; set; } = [];

    /// <summary>What the catalog has not been told yet and is in no report.</summary>
    public byte[] Unreported { get; set; } = [];

    /// <summary>The report that may not have reached the catalog, or <c>null</c>.</summary>
    public ContextReport? Report { get; set; }

    /// <summary>The number of the last report.</summary>
    public long ReportNumber { get; set; }

    /// <summary>The last learning cycle whose qualities are in the window.</summary>
    public long Cycle { get; set; }

    /// <summary>Operations since the context exists.</summary>
    public long Operations { get; set; }

    /// <summary>The time of the last operation or feedback.</summary>
    public DateTimeOffset LastActivity { get; set; }

    /// <summary>The last single entries.</summary>
    public List<MetricEntry> Entries { get; set; } = [];

    /// <summary>The last feedbacks.</summary>
    public List<ReceivedFeedback> Feedback { get; set; } = [];

    /// <summary>Members of newer versions.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>What a write is given: it may take its bytes late, when the record has gone on.</summary>
    public MetricsRecord Copy() => (MetricsRecord)MemberwiseClone();
}
