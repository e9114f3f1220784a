using System.Globalization;
using SelfLearning.Tool.CommandLine;

namespace SelfLearning.Benchmarks.Http;

/// <summary>
/// Feedback over HTTP to a silo in another process: at a rate, as fast as it goes, and in batches. Afterwards the silo is killed and
/// started again, and what it has is held against what it acknowledged.
/// </summary>
internal static class HttpRun
{
    private const int Callers = 64;
    private const int BatchSize = 100;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);

    /// <summary>Runs.</summary>
    /// <param name="seconds">How long the load at the rate lasts; the others last a quarter of it.</param>
    /// <param name="perSecond">The rate.</param>
    /// <param name="contexts">In how many contexts.</param>
    /// <returns>The exit code: 1 when something acknowledged is lost or counted twice.</returns>
    public static async Task<int> RunAsync(int seconds, int perSecond, int contexts)
    {
        using var interruption = new Interruption();
        var token = interruption.Token;
        await using var silo = new HttpSilo();
        try
        {
            await silo.StartAsync(token);
            using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Callers + 1, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5) };
            using var http = new HttpClient(handler) { BaseAddress = silo.Url, Timeout = TimeSpan.FromSeconds(30) };
            var known = await HttpContexts.RegisterAsync(http, contexts, token);
            var feedback = new HttpFeedback(http, known);
            using var end = new CancellationTokenSource();
            var following = known.FollowAsync(end.Token);
            var brief = TimeSpan.FromSeconds(Math.Max(2, seconds / 4));

            // Compiled, and compiled again for what is called often, before anything counts.
            await OpenLoad.RunAsync(Callers, perSecond, WarmUp < brief ? WarmUp : brief, feedback.GiveAsync, token);
            await MeasureAsync($"single, {perSecond:N0} a second due, {seconds} s", silo, feedback, 1, () =>
                OpenLoad.RunAsync(Callers, perSecond, TimeSpan.FromSeconds(seconds), feedback.GiveAsync, token));
            await MeasureAsync($"single, as fast as {Callers} callers are answered, {brief.TotalSeconds:0} s", silo, feedback, 1, () => OpenLoad.RunAsync(Callers, null, brief, feedback.GiveAsync, token));
            await MeasureAsync($"batches of {BatchSize}, as fast as 4 callers are answered, {brief.TotalSeconds:0} s", silo, feedback, BatchSize, () =>
                OpenLoad.RunAsync(4, null, brief, number => feedback.GiveBatchAsync(number, BatchSize), token));
            await end.CancelAsync();
            await following;

            await silo.KillAsync();
            await silo.StartAsync(token);
            return await VerifyAsync(known, feedback, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return Interruption.ExitCode;
        }
    }

    private static async Task MeasureAsync(string name, HttpSilo silo, HttpFeedback feedback, int size, Func<Task<(TimedCall[] Calls, TimeSpan Elapsed)>> run)
    {
        var (receipts, serving, calling) = (feedback.Receipts.ToDictionary(), silo.ProcessorTime, Environment.CpuUsage.TotalTime);
        var (times, elapsed) = await run();
        var (server, client) = (silo.ProcessorTime - serving, Environment.CpuUsage.TotalTime - calling);
        if (times.Length == 0) return;
        var slices = times.GroupBy(call => (int)(call.Due / Slice)).OrderBy(slice => slice.Key).Select(slice => At([.. slice], 0.99));
        var given = feedback.Receipts.Select(receipt => (receipt.Key, Count: receipt.Value - receipts.GetValueOrDefault(receipt.Key))).Where(receipt => receipt.Count > 0).OrderBy(receipt => receipt.Key);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}:"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {times.Length / elapsed.TotalSeconds:N0} requests/s, {times.Length * size / elapsed.TotalSeconds:N0} feedbacks/s; p50 {At(times, 0.5):0.0} ms, p99 {At(times, 0.99):0.0} ms, p99.9 {At(times, 0.999):0.0} ms, longest {times[^1].Took.TotalMilliseconds:0} ms"));
        Console.WriteLine($"  p99 of each {Slice.TotalSeconds:0} s: {string.Join(", ", slices.Select(slice => slice.ToString("0.0", CultureInfo.InvariantCulture)))} ms");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {string.Join(", ", given.Select(receipt => $"{receipt.Count:N0} {receipt.Key}"))}; processors: silo {server / elapsed:0.00}, caller {client / elapsed:0.00} of {Environment.ProcessorCount}; a feedback costs the silo {server.TotalMicroseconds / (times.Length * (double)size):0} us"));
    }

    private static async Task<int> VerifyAsync(HttpContexts contexts, HttpFeedback feedback, CancellationToken cancellationToken)
    {
        var kept = await contexts.CountAsync(cancellationToken);
        var isKept = kept >= feedback.Acknowledged && kept <= feedback.Acknowledged + feedback.Unanswered;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"after kill -9 and a new start: {kept:N0} learned or queued, {feedback.Acknowledged:N0} acknowledged, {feedback.Unanswered:N0} without an answer: {(isKept ? "nothing lost, nothing twice" : "NOT THE SAME")}"));
        return isKept ? 0 : 1;
    }

    private static double At(TimedCall[] ascending, double share) => ascending[Math.Min(ascending.Length - 1, (int)(ascending.Length * share))].Took.TotalMilliseconds;
}
