using SelfLearning.Faults.Counting;
using SelfLearning.Faults.Injection;
using SelfLearning.Faults.Load;
using SelfLearning.Faults.Network;
using SelfLearning.Faults.Reporting;
using SelfLearning.Faults.Silos;

namespace SelfLearning.Faults.CommandLine;

/// <summary>A whole run: cluster, load, faults, audit.</summary>
internal sealed class FaultRun(RunOptions options, bool hasNetwork, TimeProvider time, TextWriter progress)
{
    /// <summary>After the minutes there is this much for the answers that are still due and the audit; ending takes seconds more.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(75);

    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(25);

    private readonly long _started = time.GetTimestamp();
    private LoadRun? _load;
    private FaultSchedule? _schedule;
    private AuditResult? _audit;

    /// <summary>Runs to the end, or to what is known when it is interrupted.</summary>
    public async Task<Totals> RunAsync(CancellationToken interruption)
    {
        var folder = Directory.CreateTempSubdirectory("selflearning-faults-").FullName;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(options.Minutes) + Afterwards, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, interruption);
        var places = hasNetwork ? await PrivateNetwork.CreateAsync(options.Silos + 1) : [];
        var cluster = new SiloCluster(options.Silos, options.Storage, folder, places, Report);
        try
        {
            await RunAsync(cluster, folder, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            Report(interruption.IsCancellationRequested ? "interrupted" : "the time is over");
        }
        catch (Exception exception)
        {
            Report(exception.Message);
        }

        await cluster.DisposeAsync();
        var totals = Sum(cluster);
        if (totals.Passed) Directory.Delete(folder, recursive: true);
        else Report($"what the silos and the client said is in {folder}");
        return totals;
    }

    private async Task RunAsync(SiloCluster cluster, string folder, CancellationToken cancellationToken)
    {
        await cluster.StartAsync(cancellationToken);
        Report($"{options.Silos} silos are ready{(hasNetwork ? ", each with an address of its own" : "")}");
        using var log = new FileLogger(Path.Combine(folder, "client.log"));
        await using var client = await LoadClient.ConnectAsync(cluster, log, cancellationToken);
        var load = _load = new LoadRun(client.Contexts, options.Seed, time, log);
        var faults = options.Faults.Where(fault => hasNetwork || !fault.NeedsNetwork).ToList();
        _schedule = new FaultSchedule(faults, new Scene(cluster, load, new Random(options.Seed), time), Report);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var calling = load.RunAsync(stop.Token, cancellationToken);
        var left = TimeSpan.FromMinutes(options.Minutes) - time.GetElapsedTime(_started);
        try
        {
            await _schedule.RunAsync(load.Calls.Now + left, cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await calling;
        }

        await DrainAsync(load, cancellationToken);
        await cluster.KillAllAsync(cancellationToken);
        Report("all silos were killed at once and started again: what is counted now comes from storage");
        _audit = await new Audit(client.Contexts, Report).RunAsync(cancellationToken);
        foreach (var (error, count) in load.Errors) Report($"{count} x {error}");
    }

    private async Task DrainAsync(LoadRun load, CancellationToken cancellationToken)
    {
        Report("the load has ended; waiting for the answers that are due");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(DrainLimit);
        try
        {
            await load.DrainAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Report("some feedback has not been answered");
        }
    }

    private Totals Sum(SiloCluster cluster)
    {
        var decisions = _load?.Contexts.SelectMany(context => context.Ledger.Decisions).ToList() ?? [];
        var sent = decisions.SelectMany(decision => decision.Sent).ToList();
        var records = _schedule?.Records ?? [];
        return new Totals
        {
            Seed = options.Seed,
            Minutes = options.Minutes,
            Silos = options.Silos,
            Storage = options.Storage,
            Operations = _load?.Operations ?? 0,
            FailedCalls = _load?.Calls.Failed ?? 0,
            GivenUp = _load?.GivenUp ?? 0,
            SlowestCall = Math.Round(_load?.Slowest.TotalSeconds ?? 0, 1),
            Acknowledged = decisions.Count(decision => decision.AcknowledgedQuality() is not null),
            AcknowledgedFeedbacks = sent.Count(feedback => feedback.IsAcknowledged),
            Unanswered = sent.Count(feedback => feedback.IsUnsure),
            Refused = sent.Count(feedback => feedback.IsRefused),
            Counted = _audit?.Counted,
            Lost = _audit?.Verdict.Lost,
            DoubleCounted = _audit?.Verdict.DoubleCounted,
            LearningCycles = _audit?.LearningCycles ?? 0,
            Adaptations = _audit?.Adaptations ?? 0,
            EndedByThemselves = cluster.Silos.Sum(silo => silo.EndedByItself),
            NotWhole = records.Count(record => !record.IsWhole),
            Unavailable = [.. records.GroupBy(record => record.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(KindTotals.Of)],
            LeftOut = [.. options.Faults.Where(fault => fault.NeedsNetwork && !hasNetwork).Select(fault => fault.Kind)],
        };
    }

    private void Report(string line) => progress.WriteLine(FormattableString.Invariant($"{time.GetElapsedTime(_started):mm\\:ss} {line}"));
}
