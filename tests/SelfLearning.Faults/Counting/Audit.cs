using SelfLearning.Faults.Load;

namespace SelfLearning.Faults.Counting;

/// <summary>After the faults: asks the cluster what it has counted and compares it with what it has promised.</summary>
internal sealed class Audit(IReadOnlyList<LoadedContext> contexts, Action<string> report)
{
    private const int BatchSize = 200;
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(300);

    // A context tells the catalog with every flush of its metrics.
    private static readonly TimeSpan SummaryPatience = TimeSpan.FromSeconds(25);

    /// <summary>Ends when the cluster has answered everything, or is cancelled.</summary>
    public async Task<AuditResult> RunAsync(CancellationToken cancellationToken)
    {
        var results = new List<AuditResult>();
        await Parallel.ForEachAsync(contexts, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (context, token) =>
        {
            var result = await OfAsync(context, token);
            lock (results) results.Add(result);
        });
        foreach (var module in contexts.GroupBy(context => context.Module)) results.Add(await OfSummaryAsync(module.Key, [.. module], cancellationToken));
        return results.Aggregate((left, right) => left + right);
    }

    private async Task<AuditResult> OfAsync(LoadedContext context, CancellationToken cancellationToken)
    {
        await LearnAllAsync(context, cancellationToken);
        var before = await ObserveAsync(context, cancellationToken);
        var forgotten = context.Ledger.Forgotten + await SendAgainAsync(context, cancellationToken);
        await LearnAllAsync(context, cancellationToken);
        var after = await ObserveAsync(context, cancellationToken);
        var expected = context.Ledger.Expect();
        var verdict = Judge.Of(expected, before, forgotten, after);
        if (verdict != default) report($"{context.Name}: expected {expected}, {forgotten} forgotten; found {before}, then {after}: {verdict}");
        var policy = await AnswerAsync(token => context.Module.GetPolicyAsync(context.Key, token), cancellationToken);
        var adaptations = await AnswerAsync(token => context.Module.GetAdaptationsAsync(context.Key, token), cancellationToken);
        return new AuditResult(verdict, after.Counted, policy.LearningCycles, adaptations.Count(adaptation => adaptation.Status == AdaptationStatus.Applied));
    }

    private async Task<AuditResult> OfSummaryAsync(IModuleClient module, LoadedContext[] members, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var sum = 0L;
            foreach (var member in members)
                sum += (await AnswerAsync(token => module.GetPerformanceMetricsAsync("24h", member.Key, token), cancellationToken)).QualityCount;
            var summary = await AnswerAsync(token => module.GetPerformanceMetricsAsync("24h", null, token), cancellationToken);
            var verdict = Judge.OfSummary(sum, summary.QualityCount);
            if (verdict == default) return default;
            if (TimeProvider.System.GetElapsedTime(started) > SummaryPatience)
            {
                report($"{module.Name}: its contexts count {sum}, its summary {summary.QualityCount}: {verdict}");
                return new AuditResult(verdict, 0, 0, 0);
            }

            await Task.Delay(1_000, cancellationToken);
        }
    }

    private static async Task LearnAllAsync(LoadedContext context, CancellationToken cancellationToken)
    {
        while ((await AnswerAsync(token => context.Module.GetPolicyAsync(context.Key, token), cancellationToken)).QueuedFeedbacks > 0)
            await AnswerAsync(token => context.Module.TriggerLearningCycleAsync(context.Key, token), cancellationToken);
    }

    private static async Task<Observation> ObserveAsync(LoadedContext context, CancellationToken cancellationToken)
    {
        var summary = await AnswerAsync(token => context.Module.GetPerformanceMetricsAsync("24h", context.Key, token), cancellationToken);
        var policy = await AnswerAsync(token => context.Module.GetPolicyAsync(context.Key, token), cancellationToken);
        return new Observation(summary.QualityCount, policy.LearnedFeedbacks, (summary.AverageQuality ?? 0) * summary.QualityCount);
    }

    // Whatever is acknowledged must be known: anything but Duplicate means that it was forgotten.
    private static async Task<int> SendAgainAsync(LoadedContext context, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        var acknowledged = context.Ledger.Decisions
            .SelectMany(decision => decision.Sent.Where(sent => sent.IsAcknowledged).Select(sent => new ResultFeedback(decision.ResultId, sent.Feedback)));
        foreach (var batch in acknowledged.Chunk(BatchSize))
        {
            IReadOnlyList<FeedbackReceipt> receipts;
            do
            {
                receipts = await AnswerAsync(token => context.Module.ApplyFeedbackAsync(batch, token), cancellationToken);
                forgotten += receipts.Count(receipt => receipt is not (FeedbackReceipt.Duplicate or FeedbackReceipt.Overloaded));
            }
            while (receipts.Contains(FeedbackReceipt.Overloaded));
        }

        return forgotten;
    }

    private static async Task<T> AnswerAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await call(cancellationToken);
            }
            catch (SelfLearningException exception) when (exception.IsRetryable)
            {
                await Task.Delay(RetryPause, cancellationToken);
            }
        }
    }
}
