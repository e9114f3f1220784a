using System.Diagnostics;

namespace SelfLearning.Benchmarks.Comparing;

/// <summary>Measures sides against each other, and takes the results.</summary>
/// <param name="isLong">Whether the run may take minutes a workload.</param>
/// <param name="report">Is told each result as soon as it is known.</param>
internal sealed class Bench(bool isLong, Action<Result> report)
{
    /// <summary>How often each side is measured, unless a workload says otherwise.</summary>
    public const int Rounds = 7;

    private static readonly TimeSpan ShortRound = TimeSpan.FromMilliseconds(260);
    private static readonly TimeSpan LongRound = TimeSpan.FromSeconds(2);

    /// <summary>Whether the run may take minutes a workload.</summary>
    public bool IsLong => isLong;

    /// <summary>How long one side works in a round.</summary>
    public TimeSpan RoundTime => isLong ? LongRound : ShortRound;

    /// <summary>
    /// Measures two sides in rounds A B, B A, A B ..., so that what the machine does beside them meets both alike, and reports the
    /// median of the rounds' ratios with the lowest and the highest.
    /// </summary>
    /// <param name="name">The name of the result.</param>
    /// <param name="unit">What is counted a second, as in <c>calls/s</c>.</param>
    /// <param name="subject">The product's way.</param>
    /// <param name="reference">What it is held against.</param>
    /// <param name="targets">What must hold.</param>
    /// <param name="note">What a reader must know beside the figures.</param>
    /// <param name="cancellationToken">Ends the measuring.</param>
    /// <param name="rounds">How often each side is measured; odd, so that there is a round in the middle.</param>
    /// <returns>The result, already reported.</returns>
    public async Task<Result> CompareAsync(
        string name, string unit, Work subject, Work reference, IReadOnlyList<Target> targets, string? note, CancellationToken cancellationToken, int rounds = Rounds)
    {
        // Compiled, connected and filled before anything counts.
        await RunAsync(subject, cancellationToken);
        await RunAsync(reference, cancellationToken);
        var measured = new List<(Round A, Round B)>(rounds);
        for (var i = 0; i < rounds; i++)
        {
            if (i % 2 == 0)
            {
                var a = await RunAsync(subject, cancellationToken);
                measured.Add((a, await RunAsync(reference, cancellationToken)));
            }
            else
            {
                var b = await RunAsync(reference, cancellationToken);
                measured.Add((await RunAsync(subject, cancellationToken), b));
            }
        }

        var ratio = Spread.Of(measured.Select(round => round.A.PerSecond / round.B.PerSecond));
        var result = new Result
        {
            Name = name,
            Ratio = ratio.Median,
            Low = ratio.Low,
            High = ratio.High,
            A = Spread.Of(measured.Select(round => round.A.PerSecond)).Median,
            B = Spread.Of(measured.Select(round => round.B.PerSecond)).Median,
            Unit = unit,
            BytesA = Spread.Of(measured.Select(round => round.A.Bytes)).Median,
            BytesB = Spread.Of(measured.Select(round => round.B.Bytes)).Median,
            Targets = targets,
            Note = note,
        };
        report(result);
        return result;
    }

    /// <summary>Takes a result that was measured in another way.</summary>
    public void Report(Result result) => report(result);

    private async Task<Round> RunAsync(Work work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // The garbage of the round before is not this one's to collect.
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        var calls = await work(RoundTime, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        cancellationToken.ThrowIfCancellationRequested();
        if (calls == 0) throw new InvalidOperationException("A side made no call in a round, so there is nothing to compare.");
        return new Round(calls / elapsed.TotalSeconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)calls);
    }
}
