namespace SelfLearning.Learning.Tests.Feedbacks;

/// <summary>A ledger with a clock, a policy and segments in memory.</summary>
internal sealed class LedgerRun(ModuleOptions options)
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public static readonly ParameterSpace Space = new(ParameterDefinition.Categorical("style", "plain", "plain", "warm"));

    private readonly Dictionary<long, Segment> _segments = [];

    public FeedbackLedger Ledger { get; private set; } = new(new FeedbackQueue(), new RecentSlots(), new HourIndex());

    public PolicyHistory Policies { get; } = new(Space, [new PolicySnapshot
    {
        Version = 1,
        PublishedAt = Start,
        Values = [new("style", "plain")],
        Candidates = [new("style", "warm", 0.1)],
        TrialShare = 0.1,
    }]);

    public DateTimeOffset Now { get; set; } = Start;

    /// <summary>A decision so many minutes after the start, told apart by its token.</summary>
    public static ResultId Id(long token, int minutes = 0, long version = 1, int candidate = -1) =>
        new("lyrics", ContextKey.Parse("folk"), Start.AddMinutes(minutes), token, version, candidate, 0, 0);

    /// <summary>A judgement; revisions count in seconds.</summary>
    public static Feedback Made(double quality, int revision, FeedbackSource source = FeedbackSource.User) =>
        new() { Id = Guid.Parse("00000000-0000-0000-0000-000000000001"), CreatedAt = Start.AddSeconds(revision), Source = source, Quality = quality };

    public FeedbackReceipt Receive(ResultId id, double quality, int revision, FeedbackSource source = FeedbackSource.User, Policy? policy = null, ModuleOptions? with = null)
    {
        var segments = Ledger.HoursNeeded(id, Policies).Select(hour => _segments[hour]).ToList();
        return Ledger.Receive(id, Made(quality, revision, source), policy ?? Policies.Find(id.PolicyVersion), segments, with ?? options, Now);
    }

    /// <summary>What a learning cycle does with the ledger.</summary>
    public IReadOnlyList<QueuedDecision> Learn(int count)
    {
        var items = Ledger.Queue.Items.Take(count).ToList();
        foreach (var item in items)
            if (!item.IsCorrection) Ledger.MarkLearned(item.Key, new Fold(0.5, 0.25));
        Ledger.Queue.Dequeue(items.Count);
        return items;
    }

    /// <summary>Moves slots to segments until at most <paramref name="keep"/> stay, as far as they are learned.</summary>
    public void Spill(int keep)
    {
        if (Ledger.Slots.PlanSpill(keep) is not { } plan) return;
        foreach (var (hour, slots) in plan.Hours)
        {
            _segments[hour] = Segment.Merge(_segments.GetValueOrDefault(hour, Segment.Empty), slots, []).Segment;
            Ledger.Hours.Add(hour, 1, _segments[hour].Count);
        }

        Ledger.Slots.Drop(plan);
    }

    public void Reload() => Ledger = new FeedbackLedger(
        FeedbackQueue.Load(Ledger.Queue.Save()), RecentSlots.Load(Ledger.Slots.Save()), HourIndex.Load(Ledger.Hours.Save()));
}
