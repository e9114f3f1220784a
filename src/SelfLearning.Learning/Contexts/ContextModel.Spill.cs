using System.Collections.Immutable;

namespace SelfLearning.Learning;

/// <content>
/// Older slots and policy versions move from the learning record to segments. A segment gets only what a successful write of the record
/// held, and the record gives up only what a segment holds: whatever dies in between, each slot is in one of them or in both.
/// </content>
public sealed partial class ContextModel
{
    /// <summary>What shall move out after the write that holds this state; <c>null</c> when nothing shall.</summary>
    public SpillBatch? PlanSpill(DateTimeOffset now)
    {
        var slots = Ledger.Slots.Count > FeedbackLedger.MaximumRecentSlots ? Ledger.Slots.PlanSpill(FeedbackLedger.KeptRecentSlots) : null;
        var retired = Policies.Retired();
        if (slots is null && retired.Count == 0 && Ledger.Hours.IsEmpty) return null;
        var window = FeedbackLedger.WindowHour(now, Options);
        // An hour is deleted only when the write before says that its decisions are late: the window may be made longer before the next.
        var late = Math.Min(window, Ledger.Hours.OldestKept);
        var expired = Ledger.Hours.First < late ? Ledger.Hours.Expired(late, OldestVersionNeeded(now)) : [];
        var givenUp = Ledger.Hours.Excess(FeedbackLedger.Capacity(Options)).Except(expired);
        if (slots is null && retired.Count == 0 && expired.Count == 0 && !givenUp.Any()) return null;
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
        Policies.Drop(spill.Policies, Ledger.Queue);
    }

    /// <summary>The hour whose segments hold a policy version that a queued decision needs and that is not held; <c>null</c> for none.</summary>
    /// <param name="tried">Hours that were read and do not have it.</param>
    public long? PolicyHourNeeded(IReadOnlySet<long> tried)
    {
        ArgumentNullException.ThrowIfNull(tried);
        long? held = null;
        foreach (var item in Ledger.Queue.Items)
        {
            var version = item.PolicyVersion;
            if (version == held) continue;
            if (Policies.Find(version) is not null) held = version;
            else if (Ledger.Hours.TryFindPolicyHour(version, out var hour) && !tried.Contains(hour)) return hour;
        }

        return null;
    }

    /// <summary>Takes from segments what queued decisions need.</summary>
    public void LendPolicies(IReadOnlyList<Segment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        foreach (var policy in segments.SelectMany(segment => segment.Policies)) Policies.Lend(policy);
        Policies.GiveBack(Ledger.Queue);
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
        // What is queued was in time, and is learned however long it waits.
        return Ledger.Queue.Items.Select(item => item.PolicyVersion).Append(before).Min();
    }
}
