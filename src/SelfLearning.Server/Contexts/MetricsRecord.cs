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

    /// <summary>The last batch of outcomes that the window holds from each outbox of a host.</summary>
    public byte[] Outboxes { get; set; } = [];

    /// <summary>The operations that were completed one by one and are in the window, in the form of <see cref="CompletedOperations.Save"/>.</summary>
    public byte[] Completed { get; set; } = [];

    /// <summary>Operations since the context exists.</summary>
    public long Operations { get; set; }

    /// <summary>The time of the last operation or feedback.</summary>
    public DateTimeOffset LastActivity { get; set; }

    /// <summary>The last single entries, in the form of <see cref="RecentEntries.Save"/>.</summary>
    public byte[] Recent { get; set; } = [];

    /// <summary>The entries that version 0.1 wrote, the newest first; newer than those in <see cref="Recent"/>, which it keeps as it found them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public List<MetricEntry>? Entries { get; set; }

    /// <summary>The last feedbacks, in the form of <see cref="RecentFeedback.Save"/>.</summary>
    public byte[] RecentFeedback { get; set; } = [];

    /// <summary>The feedbacks that version 0.1 wrote, the newest first; newer than those in <see cref="RecentFeedback"/>, which it keeps as it found them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public List<ReceivedFeedback>? Feedback { get; set; }

    /// <summary>Members of newer versions.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>What a write is given: it may take its bytes late, when the record has gone on.</summary>
    public MetricsRecord Copy() => (MetricsRecord)MemberwiseClone();

    /// <summary>Empties what <see cref="LiveMetrics"/> has taken over.</summary>
    public void Forget() => (Window, Unreported, Recent, Entries, RecentFeedback, Feedback) = ([], [], [], null, [], null);
}
