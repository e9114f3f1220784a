using System.Collections.Immutable;
using SelfLearning.Tool.Replaying.Data;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Replaying.Logged;

/// <summary>
/// Replay of decisions that another policy made and logged with their propensities. One pass over the rows to know what there is, one to
/// evaluate; what is held does not grow with them. The result is the same on one thread and on many.
/// </summary>
internal static class LoggedReplay
{
    // So many rows are read before the runs go over them side by side, fewer with many runs: an interruption waits for them, and what every run
    // serves for every one of them is held.
    private const int MostRowsAtOnce = 4_096;
    private const int ServedAtOnce = 1 << 17;

    /// <summary>Runs all seeds.</summary>
    /// <param name="source">The data; it has a propensity column.</param>
    /// <param name="options">How to run; <see cref="ReplayOptions.Calls"/> and <see cref="ReplayOptions.Bernoulli"/> do not apply.</param>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellationToken">Ends the replay early; the report then says that it is partial.</param>
    /// <exception cref="InputException">A row cannot be used.</exception>
    /// <exception cref="OperationCanceledException">It was ended before the first row was evaluated.</exception>
    public static ReplayReport Run(DataSource source, ReplayOptions options, Action<ReplayProgress> progress, CancellationToken cancellationToken)
    {
        Action<double>? read = share => progress(new ReplayProgress(ReplayProgress.Reading, share));
        // Not by the token: an evaluation that has begun gives what it has.
        var log = DecisionLog.Survey(source.Space, () => source.Rows(Interlocked.Exchange(ref read, null), CancellationToken.None), cancellationToken);
        var settings = source.SettingsOf(options with { Calls = (int)Math.Min(int.MaxValue, log.Rows), Bernoulli = false });
        return Run(log, settings, options, progress, cancellationToken);
    }

    /// <summary>Runs all seeds on a log that was surveyed.</summary>
    public static ReplayReport Run(
        DecisionLog log, ReplaySettings settings, ReplayOptions options, Action<ReplayProgress> progress, CancellationToken cancellationToken)
    {
        ImmutableArray<ContextKey> keys = [.. log.Contexts.Select(ContextKey.Encode)];
        RejectionRun[] runs = [.. Enumerable.Range(options.Seed, options.Seeds).Select(seed => new RejectionRun(log, keys, options, seed))];
        var comparison = new PolicyComparison(log);
        var rows = 0L;
        foreach (var part in log.Read().Chunk(Math.Clamp(ServedAtOnce / runs.Length, 1, MostRowsAtOnce)))
        {
            if (cancellationToken.IsCancellationRequested) break;
            Evaluate(part, runs, comparison, options.Threads);
            rows += part.Length;
            progress(new ReplayProgress(ReplayProgress.Replaying, (double)rows / log.Rows));
        }

        if (rows == 0) throw new OperationCanceledException(cancellationToken);
        return new LoggedReport(log, settings, runs, comparison, rows).Build();
    }

    // What a run serves depends on no other run; what is expected of it is the same whoever comes first.
    private static void Evaluate(LoggedDecision[] part, RejectionRun[] runs, PolicyComparison comparison, int threads)
    {
        var served = new ServedShares[part.Length][];
        for (var row = 0; row < part.Length; row++) served[row] = new ServedShares[runs.Length];
        Parallel.For(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, run =>
        {
            for (var row = 0; row < part.Length; row++) served[row][run] = runs[run].Offer(part[row]);
        });
        for (var row = 0; row < part.Length; row++) comparison.Add(part[row], served[row]);
    }
}
