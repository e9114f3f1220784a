using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <content>
/// Older slots and policy versions move from the learning record to segments. A segment gets only what a successful write of the record
/// held, and the record gives up only what a segment holds: whatever dies in between, each slot is in one of them or in both.
/// </content>
public sealed partial class ContextModel
{
    // Versions leave in groups: one segment write for several of them.
    private const int RetiredTogether = 8;

    /// <summary>What shall move out after the write that holds this state; <c>null</c> when nothing shall.</summary>
    public SpillBatch? PlanSpill(DateTimeOffset now)
    {
        var slots = Ledger.Slots.Count > FeedbackLedger.MaximumRecentSlots ? Ledger.Slots.PlanSpill(FeedbackLedger.KeptRecentSlots) : null;
        var retired = Policies.Versions.Count >= PolicyHistory.Held + RetiredTogether ? Policies.Retired(Ledger.Queue) : [];
        var window = FeedbackLedger.WindowHour(now, Options);
        // An hour is deleted only when the write before says that its decisions are late: the window may be made longer before the next.
        var expired = Ledger.Hours.Expired(Math.Min(window, Ledger.Hours.OldestKept), OldestVersionNeeded(now));
        var givenUp = Ledger.Hours.Excess(FeedbackLedger.Capacity(Options)).Except(expired);
        var batch = new SpillBatch(
            [
                .. (slots?.Hours.Keys ?? []).Union(retired.Select(HourOf)).Order().Select(hour => new HourSpill(
                    hour,
                    slots is not null && slots.Hours.TryGetValue(hour, out var own) ? own : [],
                    [.. retired.Where(version => HourOf(version) == hour)])),
            ],
            [.. expired],
            [.. givenUp]);
        return batch.Hours.IsEmpty && batch.Expired.IsEmpty && batch.GivenUp.IsEmpty ? null : batch;
    }

    /// <summary>Gives up what an hour's segments hold now, except what has changed since or is needed again.</summary>
    /// <param name="spill">What was merged.</param>
    /// <param name="parts">The number of the hour's segments.</param>
    /// <param name="slots">The number of slots in them.</param>
    public void Spilled(HourSpill spill, int parts, int slots)
    {
        ArgumentNullException.ThrowIfNull(spill);
        Ledger.Hours.Add(spill.Hour, parts, slots, spill.Policies.Select(version => version.Version));
        Ledger.Slots.Drop(new SpillPlan(ImmutableSortedDictionary<long, ImmutableArray<Slot>>.Empty.Add(spill.Hour, spill.Slots)));
        var retired = Policies.Retired(Ledger.Queue);
        Policies.Drop(spill.Policies.Intersect(retired));
    }

    private static long HourOf(PolicySnapshot version) => version.PublishedAt.ToUnixTimeSeconds() / 3_600;

    // The version in force when the window began is the last one published before: of those in segments, the highest of an hour before.
    private long OldestVersionNeeded(DateTimeOffset now)
    {
        var start = now - Options.FeedbackWindow;
        var window = FeedbackLedger.WindowHour(now, Options);
        var before = Ledger.Hours.Hours.Where(hour => hour.HasPolicies && hour.Hour < window).Select(hour => hour.HighestVersion)
            .Concat(Policies.Versions.Where(version => version.PublishedAt <= start).Select(version => version.Version))
            .DefaultIfEmpty(0).Max();
        return before;
    }
}
