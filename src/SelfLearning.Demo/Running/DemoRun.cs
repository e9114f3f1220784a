using SelfLearning.Demo.CommandLine;
using SelfLearning.Demo.Input;
using SelfLearning.Demo.Receiving;
using SelfLearning.Demo.Reporting;
using SelfLearning.Demo.Verification;

namespace SelfLearning.Demo.Running;

/// <summary>One run: what was learned before, work for the stated time, the last feedback, and what came of it.</summary>
internal sealed class DemoRun(
    DemoOptions options, FileCatalog catalog, DataFolder data, CompressionCalls calls, Action<string> say,
    Action<RunProgress> progress, TimeProvider time)
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    /// <summary>The shortest wait a timer gives: long enough to let go of the processor, as the paced calls of the run do.</summary>
    private static readonly TimeSpan SweepPause = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    private readonly ScoreBoard _board = new();

    /// <summary>Runs until the stated time is over or <paramref name="stop"/> is cancelled; then it still reports, and does not verify.</summary>
    /// <exception cref="InputException">The input cannot be read any more.</exception>
    public async Task<RunReport> RunAsync(CancellationToken stop)
    {
        using var journal = FeedbackJournal.Open(data.Outbox, data.AcknowledgedLog);
        var courier = new FeedbackCourier(calls, journal, time);
        await BeginAsync(stop);
        say(ReportText.Start(_board.Snapshot()));
        var resumed = _board.Snapshot().Any(s => s.KnownFeedbacks > 0);
        await WarmUp.RunAsync(new BlockSampler(catalog, options.Seed), time, stop);
        await WorkAsync(courier, stop);
        await FinishAsync(courier);

        var sweeps = options.Verify && !stop.IsCancellationRequested ? await SweepAsync(courier, stop) : null;
        var scores = _board.Snapshot();
        return new RunReport
        {
            Contexts = scores,
            Verdict = sweeps is null ? null : SweepVerdict.Of(scores, sweeps),
            Sweeps = sweeps,
            IsResumed = resumed,
            IsStoppedEarly = stop.IsCancellationRequested,
            Failures = _board.Failures,
            Acknowledged = courier.Acknowledged,
            Unsent = courier.Waiting,
            FailedFeedbackCalls = courier.FailedCalls,
            AcknowledgedInAllRuns = scores.Sum(s => journal.CountedOf(s.ContentType)),
        };
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var baseline = data.ReadBaseline(options.Link);
        foreach (var contentType in catalog.ContentTypes)
        {
            var context = ContextKey.Encode(contentType);
            _board.Begin(
                contentType,
                await calls.GetPolicyAsync(context, cancellationToken),
                await calls.GetAdaptationsAsync(context, cancellationToken),
                baseline.GetValueOrDefault(contentType));
        }
    }

    private async Task WorkAsync(FeedbackCourier courier, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var duration = new CancellationTokenSource(options.Duration, time);
        using var registration = duration.Token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), end);
        using var work = new WorkLoop(calls, new BlockSampler(catalog, options.Seed), _board, courier, catalog.Files.Count, time);
        Task[] parts =
        [
            work.RunAsync(WorkLoop.Workers(Environment.ProcessorCount), end.Token),
            courier.RunAsync(end.Token),
            WatchAsync(courier, end.Token),
        ];
        // The first part to end, be it by a failure, ends the others.
        await Task.WhenAny(parts);
        await end.CancelAsync();
        await Task.WhenAll(parts);
    }

    // What waits is sent, whether the run ended by itself or by Ctrl+C, but a silo that does not answer must not hold up the end.
    private async Task FinishAsync(FeedbackCourier courier)
    {
        using var limit = new CancellationTokenSource(DrainLimit, time);
        try
        {
            await courier.DrainAsync(limit.Token);
            await UpdateAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The report says how much was not sent.
        }

        KeepBaseline();
    }

    private void KeepBaseline() => data.WriteBaseline(options.Link, _board.Snapshot().ToDictionary(s => s.ContentType, s => s.Default));

    private async Task WatchAsync(FeedbackCourier courier, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var timer = new PeriodicTimer(WatchInterval, time);
        Report("learning", 0, TimeSpan.Zero, courier);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await UpdateAsync(cancellationToken);
                KeepBaseline();
                var elapsed = time.GetElapsedTime(start);
                Report("learning", Math.Min(1, elapsed / options.Duration), elapsed, courier);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end of the run.
        }
    }

    private async Task UpdateAsync(CancellationToken cancellationToken)
    {
        foreach (var contentType in catalog.ContentTypes)
        {
            var context = ContextKey.Encode(contentType);
            try
            {
                var made = _board.Update(
                    contentType, await calls.GetPolicyAsync(context, cancellationToken), await calls.GetAdaptationsAsync(context, cancellationToken));
                foreach (var adaptation in made) say(ReportText.Invariant($"adapted {contentType}: {ReportText.Of(adaptation)}, confidence {adaptation.Confidence:0.00}"));
            }
            catch (Exception exception) when (exception is SelfLearningException { IsRetryable: true } or TimeoutException)
            {
                // What was known stays; the next look comes in a second.
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, ContextSweep>?> SweepAsync(FeedbackCourier courier, CancellationToken stop)
    {
        // Another seed: the sweep must not measure on the very blocks the values were learned on.
        var sweep = new Sweep(
            new BlockSampler(catalog, ~options.Seed), options.Link, new Random(options.Seed), token => Task.Delay(SweepPause, time, token), time);
        var start = time.GetTimestamp();
        try
        {
            return await sweep.RunAsync(
                catalog.Files.Count, share => Report("verifying", share, time.GetElapsedTime(start), courier), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Report(string phase, double share, TimeSpan elapsed, FeedbackCourier courier)
    {
        var scores = _board.Snapshot();
        progress(new RunProgress(
            phase, share, elapsed, scores.Sum(s => s.Operations), courier.Acknowledged, scores.Sum(s => s.Adaptations.Length)));
    }
}
