namespace SelfLearning.Learning;

/// <summary>
/// Remembers which feedback of a context is known, and queues what is new: the rules of the receipts. Recent slots are held here,
/// older ones in segments that the caller brings along.
/// </summary>
public sealed class FeedbackLedger
{
    /// <summary>The number of recent slots above which some of them move to segments.</summary>
    public const int MaximumRecentSlots = 512;

    /// <summary>The number of recent slots that stay when others move.</summary>
    public const int KeptRecentSlots = 128;

    private static readonly FeedbackSource[] Sources = Enum.GetValues<FeedbackSource>();

    /// <summary>A ledger as it was saved.</summary>
    public FeedbackLedger(FeedbackQueue queue, RecentSlots slots, HourIndex hours) => (Queue, Slots, Hours) = (queue, slots, hours);

    /// <summary>The decisions that wait for the next learning cycle.</summary>
    public FeedbackQueue Queue { get; }

    /// <summary>The slots the learning record holds.</summary>
    public RecentSlots Slots { get; }

    /// <summary>The hours that have segments.</summary>
    public HourIndex Hours { get; }

    /// <summary>Feedback that came after its window, or after its policy version was gone.</summary>
    public long LateCount { get; set; }

    /// <summary>Feedback whose value had left the parameter space.</summary>
    public long OutdatedCount { get; set; }

    /// <summary>The hours whose segments <see cref="Receive"/> needs for a decision.</summary>
    public IReadOnlyList<long> HoursNeeded(ResultId id, PolicyHistory policies)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(policies);
        if (Hours.IsEmpty) return [];
        var hours = new List<long>(2);
        var hour = DecisionKey.Of(id).Hour;
        if (Hours.TryGet(hour, out _)) hours.Add(hour);
        if (policies.Find(id.PolicyVersion) is null && Hours.TryFindPolicyHour(id.PolicyVersion, out var published) && published != hour)
            hours.Add(published);
        return hours;
    }

    /// <summary>The keys of the slots that <see cref="Receive"/> looks for in the segments of a decision's hour.</summary>
    public static IEnumerable<ulong> SlotKeys(ResultId id)
    {
        var key = DecisionKey.Of(id);
        foreach (var source in Sources) yield return key.SlotKey(source);
    }

    /// <summary>Whether a decision was judged before, by whatever source.</summary>
    /// <param name="id">The decision.</param>
    /// <param name="segments">The segments of <see cref="HoursNeeded"/>.</param>
    public bool IsJudged(ResultId id, IReadOnlyList<Segment> segments)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(segments);
        var key = DecisionKey.Of(id);
        return Sources.Any(source => Find(key, source, segments) is not null);
    }

    /// <summary>Takes a feedback whose result id was verified.</summary>
    /// <param name="id">The decision.</param>
    /// <param name="feedback">The judgement.</param>
    /// <param name="policy">The policy version of the decision, or <c>null</c> when it is no longer held.</param>
    /// <param name="segments">The segments of <see cref="HoursNeeded"/>.</param>
    /// <param name="options">The options in force.</param>
    /// <param name="now">The time.</param>
    /// <param name="isInMetrics">Whether the metrics hold this quality already, because it was measured with the operation.</param>
    public FeedbackReceipt Receive(
        ResultId id, Feedback feedback, Policy? policy, IReadOnlyList<Segment> segments, ModuleOptions options, DateTimeOffset now, bool isInMetrics = false)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(feedback);
        ArgumentNullException.ThrowIfNull(options);
        var key = DecisionKey.Of(id);
        if (key.DecidedAt < now - options.FeedbackWindow || key.Hour < Hours.OldestKept) return Late();

        // Whoever does not say when it was made cannot tell a repeat from a second judgement, and means the same by it.
        var isDated = feedback.CreatedAt != default;
        var revision = Slot.RevisionOf(isDated ? feedback : feedback with { CreatedAt = now });
        var mine = Find(key, feedback.Source, segments);
        if (mine is { } known && (known.Revision >= revision || (!isDated && known.Quality == feedback.Quality))) return FeedbackReceipt.Duplicate;

        var waiting = Queue.Find(key);
        var isMore = waiting is null || (mine is null && !waiting.IsCorrection);
        if (waiting is null)
        {
            if (policy is null) return Late();
            if (!IsServable(policy, id.Candidate))
            {
                OutdatedCount++;
                return FeedbackReceipt.Outdated;
            }
        }

        if (isMore && IsFull(options)) return FeedbackReceipt.Overloaded;
        if (waiting is null)
        {
            waiting = Wait(id, key, feedback, mine, segments, options, isInMetrics);
            Queue.Enqueue(waiting);
        }
        else if (isInMetrics && double.IsNaN(waiting.MetricsQuality))
        {
            waiting.MetricsQuality = feedback.Quality;
        }

        if (feedback.Source == FeedbackSource.User) waiting.UserQuality = feedback.Quality;
        else waiting.AutomaticQuality = feedback.Quality;

        var fold = waiting.IsCorrection ? waiting.Fold : default;
        Slots.Set(new Slot(key.SlotKey(feedback.Source), feedback.Quality, fold.Baseline, fold.Scale, revision), key.Hour);
        if (waiting.IsCorrection) return FeedbackReceipt.Corrected;
        return mine is null ? FeedbackReceipt.Accepted : FeedbackReceipt.Replaced;
    }

    /// <summary>Notes how a decision that was new has been weighed.</summary>
    public void MarkLearned(DecisionKey key, Fold fold)
    {
        foreach (var source in Sources)
        {
            if (Slots.TryGet(key.SlotKey(source), key.Hour, out var slot))
                Slots.Set(slot with { Baseline = fold.Baseline, Scale = fold.Scale }, key.Hour);
        }
    }

    /// <summary>Forgets slots of decisions that are out of the window anyway.</summary>
    public void DropExpired(DateTimeOffset now, ModuleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // A window that is made longer later must not take what is forgotten here for new.
        var hour = WindowHour(now, options);
        Slots.Expire(hour);
        Hours.KeepFrom(hour);
    }

    /// <summary>
    /// How many slots the segments of a context may hold in all: what comes at the stated rate in the window and in one hour more, because
    /// an hour is deleted only when all of it is out of the window.
    /// </summary>
    public static long Capacity(ModuleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (long)Math.Ceiling(options.FeedbackCapacityPerSecond * (options.FeedbackWindow + TimeSpan.FromHours(1)).TotalSeconds);
    }

    /// <summary>The hour in which the feedback window begins.</summary>
    public static long WindowHour(DateTimeOffset now, ModuleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return (now - options.FeedbackWindow).ToUnixTimeSeconds() / 3_600;
    }

    private QueuedDecision Wait(
        ResultId id, DecisionKey key, Feedback feedback, Slot? mine, IReadOnlyList<Segment> segments, ModuleOptions options, bool isInMetrics)
    {
        var user = feedback.Source == FeedbackSource.User ? mine : Find(key, FeedbackSource.User, segments);
        var automatic = feedback.Source == FeedbackSource.Automatic ? mine : Find(key, FeedbackSource.Automatic, segments);
        var learned = user is { IsLearned: true } ? user : automatic is { IsLearned: true } ? automatic : null;
        var quality = learned is null ? double.NaN : DecisionQuality.Of(user?.Quality ?? double.NaN, automatic?.Quality ?? double.NaN, options);
        return new QueuedDecision
        {
            Key = key,
            PolicyVersion = id.PolicyVersion,
            Candidate = id.Candidate,
            Overridden = id.Overridden,
            UserQuality = user?.Quality ?? double.NaN,
            AutomaticQuality = automatic?.Quality ?? double.NaN,
            LearnedQuality = quality,
            MetricsQuality = isInMetrics ? feedback.Quality : quality,
            Fold = learned is { } slot ? new Fold(slot.Baseline, slot.Scale) : default,
        };
    }

    private bool IsFull(ModuleOptions options) => Queue.Count * 2 >= options.QueueLimit && Queue.Feedbacks >= options.QueueLimit;

    private Slot? Find(DecisionKey key, FeedbackSource source, IReadOnlyList<Segment> segments)
    {
        var slotKey = key.SlotKey(source);
        if (Slots.TryGet(slotKey, key.Hour, out var recent)) return recent;
        Slot? newest = null;
        foreach (var segment in segments)
        {
            if (segment.TryGetSlot(slotKey, out var slot) && (newest is null || slot.Revision > newest.Value.Revision)) newest = slot;
        }

        return newest;
    }

    private static bool IsServable(Policy policy, int candidate) => candidate < 0
        ? policy.Incumbents.IsEmpty || policy.Incumbents.AsSpan().ContainsAnyExcept(-1)
        : candidate < policy.Candidates.Length && policy.Candidates[candidate].Value >= 0 && policy.Incumbents[policy.Candidates[candidate].Parameter] >= 0;

    private FeedbackReceipt Late()
    {
        LateCount++;
        return FeedbackReceipt.Late;
    }
}
