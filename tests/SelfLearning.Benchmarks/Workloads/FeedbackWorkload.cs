using System.Diagnostics;
using System.Globalization;
using SelfLearning.Benchmarks.Comparing;
using SelfLearning.Benchmarks.Workloads.Durable;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>Durable feedback against a grain that writes a state of the same size for each feedback.</summary>
internal sealed class FeedbackWorkload : IWorkload
{
    private const string Unit = "feedbacks/s";

    // A side has thousands of writes in each of them, and three storages are to be started.
    private const int Rounds = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Sustained = TimeSpan.FromSeconds(60);

    public string Name => "feedback";

    public string Description => "durable feedback, with cycles and full de-duplication, against one write a feedback; one hot context and 100 contexts";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await RunAsync(bench, Backend.Sqlite(), Target.RatioAtLeast(10, 30), cancellationToken);
        await RunAsync(bench, Backend.Azurite(), Target.RatioAtLeast(20, 60), cancellationToken);
        await RunAsync(bench, Backend.Redis(), null, cancellationToken);
    }

    private static async Task RunAsync(Bench bench, Backend backend, Target? hot, CancellationToken cancellationToken)
    {
        if (backend.Missing is { } why)
        {
            await Console.Error.WriteAsync($"{backend.Name} left out: {why} ");
            return;
        }

        try
        {
            await using var silo = await LearningSilo.StartAsync(await backend.StartAsync());
            await CompareAsync(bench, backend, silo, 1, hot is null ? [] : [hot], cancellationToken);
            await CompareAsync(bench, backend, silo, 100, [Target.RatioAtLeast(1.5, 10)], cancellationToken);
        }
        finally
        {
            await backend.StopAsync();
        }
    }

    private static async Task CompareAsync(
        Bench bench, Backend backend, LearningSilo silo, int contexts, IReadOnlyList<Target> targets, CancellationToken cancellationToken)
    {
        var name = $"feedback/{backend.Name}/{contexts}-context{(contexts == 1 ? "" : "s")}";
        var module = await JudgedModule.RegisterAsync(silo, string.Create(CultureInfo.InvariantCulture, $"lyrics-{contexts}"), contexts);
        await module.JudgeAsync(WarmUp, cancellationToken);
        await module.RestAsync();
        var (accepted, overloaded, records, bytes) = (0L, module.Overloaded, silo.Written.Records, silo.Written.Bytes);
        var processor = TimeSpan.Zero;
        Work subject = async (duration, token) =>
        {
            var before = Environment.CpuUsage.TotalTime;
            var count = await module.JudgeAsync(duration, token);
            processor += Environment.CpuUsage.TotalTime - before;
            accepted += count;
            return count;
        };
        Work reference = (duration, token) => Load.RunAsync(
            JudgedModule.Callers, duration, caller => silo.Writer((contexts * 1_000) + (caller % contexts)).AddAsync(Size(), 0.5), token);
        if (bench.IsLong && contexts == 1) await SustainAsync(bench, name, module, subject, reference, targets, () => Note(), cancellationToken);
        else await bench.CompareAsync(name, Unit, subject, reference, targets, null, cancellationToken, Rounds);
        await module.RestAsync();
        await Console.Error.WriteLineAsync($"\n{name}: {Note()}");

        // The state that the reference writes is as large as the product's record is in the mean.
        int Size() => (int)((silo.Written.Bytes - bytes) / Math.Max(1, silo.Written.Records - records));

        string Note() => string.Create(
            CultureInfo.InvariantCulture,
            $"{accepted} accepted, {module.Overloaded - overloaded} times Overloaded, {(double)accepted / (silo.Written.Records - records):0.0} a write of {Size()} bytes, {processor.TotalMicroseconds / accepted:0} us of processor time a feedback with its caller");
    }

    private static async Task SustainAsync(
        Bench bench, string name, JudgedModule module, Work subject, Work reference, IReadOnlyList<Target> targets, Func<string> note,
        CancellationToken cancellationToken)
    {
        var beside = new List<double> { await RateAsync(reference, TimeSpan.FromSeconds(5), cancellationToken) };
        var slices = new List<double>();
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Sustained;)
            slices.Add(await RateAsync(subject, TimeSpan.FromSeconds(5), cancellationToken));
        beside.Add(await RateAsync(reference, TimeSpan.FromSeconds(5), cancellationToken));
        await module.RestAsync();
        bench.Report(new Result
        {
            Name = name + "/60-s",
            Ratio = slices.Average() / beside.Average(),
            Low = slices.Min() / beside.Average(),
            High = slices.Max() / beside.Average(),
            A = slices.Average(),
            B = beside.Average(),
            Unit = Unit,
            Targets = targets,
            Note = $"{note()}; slices of 5 s: {string.Join(", ", slices.Select(slice => slice.ToString("0", CultureInfo.InvariantCulture)))}",
        });
    }

    private static async Task<double> RateAsync(Work work, TimeSpan duration, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var count = await work(duration, cancellationToken);
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
