using System.Collections.Immutable;
using SelfLearning.Tool.Replaying.Data;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>
/// Replay of data in which the feedback of every setting is known: the silo's learner chooses, and the data answer. The result is the same on
/// one thread and on many.
/// </summary>
internal static class FullInformationReplay
{
    /// <summary>Runs all seeds.</summary>
    /// <param name="source">The data; it has an id column.</param>
    /// <param name="options">How to run.</param>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellationToken">Ends the replay early; the report then says that it is partial.</param>
    /// <exception cref="InputException">A row cannot be used.</exception>
    /// <exception cref="OperationCanceledException">It was ended before the first call.</exception>
    public static ReplayReport Run(DataSource source, ReplayOptions options, Action<ReplayProgress> progress, CancellationToken cancellationToken)
    {
        var table = new CellTableBuilder(source, CellTableBuilder.MostCells).Read(
            share => progress(new ReplayProgress(ReplayProgress.Reading, share)), cancellationToken);
        return Run(table, source, options, progress, cancellationToken);
    }

    /// <summary>Runs all seeds on data that were read.</summary>
    public static ReplayReport Run(
        CellTable table, DataSource source, ReplayOptions options, Action<ReplayProgress> progress, CancellationToken cancellationToken)
    {
        progress(new ReplayProgress(ReplayProgress.Scoring, 0));
        var scores = SettingScores.Of(
            table, options.Bernoulli, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken });
        ImmutableArray<ContextKey> keys = [.. table.Contexts.Select(ContextKey.Encode)];
        var runs = new RunResult?[options.Seeds];
        var (done, all) = (0L, (double)options.Calls * options.Seeds);
        // Not by the token: a run that has begun gives what it has.
        Parallel.For(0, options.Seeds, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, place =>
        {
            if (cancellationToken.IsCancellationRequested) return;
            runs[place] = new FullInformationRun(table, scores, keys, options, options.Seed + place).Run(
                calls => progress(new ReplayProgress(ReplayProgress.Replaying, Interlocked.Add(ref done, calls) / all)), cancellationToken);
        });

        var made = runs.OfType<RunResult>().Where(run => run.Calls > 0).ToImmutableArray();
        if (made.IsEmpty) throw new OperationCanceledException(cancellationToken);
        // A run that was broken off has another mix of early and late calls: it counts only where there is no whole one.
        var whole = made.Where(run => run.Calls == options.Calls).ToImmutableArray();
        return new FullInformationReport(table, scores, source, options, whole.IsEmpty ? made : whole, whole.Length < options.Seeds).Build();
    }
}
