namespace SelfLearning.Server;

/// <summary>What is known of the parts of one hour: what the closed ones hold, and which one takes what is new.</summary>
internal sealed class SegmentHour
{
    /// <summary>The slots of the closed parts.</summary>
    public SlotIndex Slots { get; } = new();

    /// <summary>The closed part of each policy version that is in one.</summary>
    public Dictionary<long, int> Policies { get; } = [];

    /// <summary>The number of the part that takes what is new, which is the number of the closed ones.</summary>
    public int Open { get; private set; }

    /// <summary>The number of slots in the closed parts.</summary>
    public long ClosedSlots => Slots.Count;

    /// <summary>Takes in the open part, which has been closed.</summary>
    public void Close(Segment segment)
    {
        Slots.Add(Open, segment);
        foreach (var policy in segment.Policies) Policies.TryAdd(policy.Version, Open);
        Open++;
    }
}
