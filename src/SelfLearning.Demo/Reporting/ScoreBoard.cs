using System.Collections.Immutable;
using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Statistics;

namespace SelfLearning.Demo.Reporting;

/// <summary>The scores of all content types while calls run side by side.</summary>
internal sealed class ScoreBoard
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, ContextScore> _scores = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lastEarlierAdaptation = new(StringComparer.Ordinal);

    /// <summary>Operations that gave no result.</summary>
    public long Failures { get; private set; }

    /// <summary>Enters a content type with what is known of it before the run.</summary>
    public void Begin(string contentType, PolicyView policy, IReadOnlyList<Adaptation> earlier, RunningMean baseline)
    {
        var setting = Setting.From(policy.Policy.Values);
        lock (_lock)
        {
            _lastEarlierAdaptation[contentType] = earlier.Select(a => a.Id).DefaultIfEmpty(0).Max();
            _scores[contentType] = new ContextScore
            {
                ContentType = contentType,
                AtStart = setting,
                InUse = setting,
                Default = baseline,
                KnownFeedbacks = Known(policy),
            };
        }
    }

    /// <summary>Takes in what the silo says of a content type now.</summary>
    /// <returns>The adaptations that were not known before, oldest first.</returns>
    public IReadOnlyList<Adaptation> Update(string contentType, PolicyView policy, IReadOnlyList<Adaptation> latest)
    {
        lock (_lock)
        {
            var score = _scores[contentType];
            // The silo gives the last 50: what it no longer lists is kept from earlier answers, in the status it had then.
            var made = score.Adaptations.ToDictionary(a => a.Id);
            foreach (var adaptation in latest)
            {
                if (adaptation.Id <= _lastEarlierAdaptation[contentType]) continue;
                if (adaptation.Status is AdaptationStatus.Applied or AdaptationStatus.RolledBack) made[adaptation.Id] = adaptation;
            }

            var next = score with
            {
                InUse = Setting.From(policy.Policy.Values),
                KnownFeedbacks = Known(policy),
                Adaptations = [.. made.Values.OrderBy(a => a.Id)],
            };
            _scores[contentType] = next;
            return [.. next.Adaptations.ExceptBy(score.Adaptations.Select(a => a.Id), a => a.Id)];
        }
    }

    /// <summary>Takes in a call.</summary>
    public void Observe(string contentType, Setting setting, double quality)
    {
        lock (_lock) _scores[contentType] = _scores[contentType].Observe(setting, quality);
    }

    /// <summary>Counts a call that gave no result.</summary>
    public void CountFailure()
    {
        lock (_lock) Failures++;
    }

    /// <summary>The scores now, by content type.</summary>
    public ImmutableArray<ContextScore> Snapshot()
    {
        lock (_lock) return [.. _scores.Values];
    }

    private static long Known(PolicyView policy) => policy.LearnedFeedbacks + policy.QueuedFeedbacks;
}
