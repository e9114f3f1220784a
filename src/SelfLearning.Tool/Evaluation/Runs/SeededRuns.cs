using System.Collections.Concurrent;

namespace SelfLearning.Tool.Evaluation.Runs;

/// <summary>
/// Runs with seeds 1, 2, ... on several threads. Every run depends on its seed alone and is kept in the order of seeds, so that the result is the
/// same on one thread or many.
/// </summary>
/// <param name="seeds">How many runs of each thing that is played.</param>
/// <param name="threads">How many threads work at once.</param>
internal sealed class SeededRuns(int seeds, int threads)
{
    /// <summary>Runs until everything is done or the caller stops it; then the result has what is done.</summary>
    /// <param name="played">What is played, in this order.</param>
    /// <param name="play">Plays it with a seed.</param>
    /// <param name="done">Called whenever a run is done; from several threads.</param>
    /// <param name="cancellationToken">Begins no further run.</param>
    /// <returns>For each thing that is played its runs; fewer than the seeds when it was stopped.</returns>
    public IReadOnlyList<IReadOnlyList<TRun>> Play<TPlayed, TRun>(
        IReadOnlyList<TPlayed> played, Func<TPlayed, ulong, TRun> play, Action<TPlayed> done, CancellationToken cancellationToken)
        where TRun : class
    {
        var runs = played.Select(_ => new TRun?[seeds]).ToArray();
        try
        {
            Parallel.ForEach(
                Partitioner.Create(Enumerable.Range(0, played.Count * seeds), EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
                item =>
                {
                    var (thing, place) = (item / seeds, item % seeds);
                    runs[thing][place] = play(played[thing], (ulong)place + 1);
                    done(played[thing]);
                });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is done counts.
        }

        return [.. runs.Select(all => all.OfType<TRun>().ToList())];
    }
}
