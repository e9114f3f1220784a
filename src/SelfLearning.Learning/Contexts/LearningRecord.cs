using System.Text.Json;
using System.Text.Json.Serialization;

namespace SelfLearning.Learning;

/// <summary>
/// The learning record of a context as it lies on storage: everything that must survive, written in one piece. Members that a newer
/// version added are kept when an older one writes the record back.
/// </summary>
public sealed class LearningRecord
{
    /// <summary>The version this code writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the form. A record of a higher version is refused, never overwritten.</summary>
    public int Version { get; set; } = CurrentVersion;

    /// <summary>The name of the strategy whose state <see cref="Learner"/> is.</summary>
    public string Strategy { get; set; } = "";

    /// <summary>The learner's state.</summary>
    public JsonElement? Learner { get; set; }

    /// <summary>The revision of the definition the record was written under; 0 where that was not noted.</summary>
    public int DefinitionRevision { get; set; }

    /// <summary>The policy versions held, oldest first.</summary>
    [JsonConverter(typeof(PackedJsonConverter<List<PolicySnapshot>>))]
    public List<PolicySnapshot> Policies { get; set; } = [];

    /// <summary>The value that was in use before, by parameter name.</summary>
    public Dictionary<string, string> Previous { get; set; } = [];

    /// <summary>The feedback queue, in the form of <see cref="FeedbackQueue.Save"/>.</summary>
    public byte[] Queue { get; set; } = [];

    /// <summary>The recent slots, in the form of <see cref="RecentSlots.Save"/>.</summary>
    public byte[] Slots { get; set; } = [];

    /// <summary>The hours that have segments, in the form of <see cref="HourIndex.Save"/>.</summary>
    public byte[] Hours { get; set; } = [];

    /// <summary>The adaptations kept, oldest first.</summary>
    [JsonConverter(typeof(PackedJsonConverter<List<Adaptation>>))]
    public List<Adaptation> Adaptations { get; set; } = [];

    /// <summary>The pins.</summary>
    public List<Pin> Pins { get; set; } = [];

    /// <summary>The adaptation id given last.</summary>
    public long LastAdaptation { get; set; }

    /// <summary>How many adaptations were ever applied.</summary>
    public long AppliedAdaptations { get; set; }

    /// <summary>The number of the last learning cycle.</summary>
    public long Cycle { get; set; }

    /// <summary>Feedbacks learned so far.</summary>
    public long Learned { get; set; }

    /// <summary>Decisions of earlier policy versions were forgotten by a reset.</summary>
    public long FirstVersion { get; set; }

    /// <summary>Feedback answered Late.</summary>
    public long Late { get; set; }

    /// <summary>Feedback answered Outdated.</summary>
    public long Outdated { get; set; }

    /// <summary>Counts and sums of the values.</summary>
    [JsonConverter(typeof(PackedJsonConverter<string[][]>))]
    public string[][] Statistics { get; set; } = [];

    /// <summary>What the metrics record has not taken in yet.</summary>
    public List<QualityMovement> Movements { get; set; } = [];

    /// <summary>The last report for the module's pool; absent where pooling was never on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PoolOutboxRecord? PoolOutbox { get; set; }

    /// <summary>Members of newer versions.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
