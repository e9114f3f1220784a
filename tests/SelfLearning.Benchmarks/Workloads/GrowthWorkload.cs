using System.Globalization;
using SelfLearning.Benchmarks.Comparing;
using SelfLearning.Benchmarks.Workloads.Durable;
using SelfLearning.Benchmarks.Workloads.Growing;
using SelfLearning.Benchmarks.Workloads.Learning;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>What a call, a cycle and a summary cost with more contexts and with a longer past.</summary>
internal sealed class GrowthWorkload : IWorkload
{
    private const int Contexts = 250;
    private const int Past = 1_000;
    private const int Callers = 64;

    // Throughput where a cost is bounded: 1.5 times the cost is two thirds of it.
    private static readonly Target[] Flat = [Target.RatioAtLeast(1 / 1.5, 1 / 1.15)];

    public string Name => "growth";

    public string Description => "calls, cycles and summaries a second at 16 times (long: and 4 times) the contexts and the past, against 1 time; SQLite";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        int[] factors = bench.IsLong ? [4, 16] : [16];
        foreach (var factor in factors) Cycle(bench, factor, cancellationToken);
        foreach (var factor in factors) await GrowingSummary.OfContextAsync(bench, factor, cancellationToken);
        await GrowingSummary.OfModuleAsync(bench, Contexts, factors, cancellationToken);
        var backend = Backend.Sqlite();
        try
        {
            await using var silo = await LearningSilo.StartAsync(
                await backend.StartAsync(),
                modules =>
                {
                    foreach (var factor in (int[])[1, .. factors]) modules.AddModule<NothingModule>(ModuleOf(factor)).AddModule<NothingModule>(OldModuleOf(factor));
                });
            await OperateAsync(silo, ModuleOf(1), Contexts, Contexts);
            await OperateAsync(silo, OldModuleOf(1), 1, Past);
            foreach (var factor in factors)
            {
                await OperateAsync(silo, ModuleOf(factor), factor * Contexts, factor * Contexts);
                await OperateAsync(silo, OldModuleOf(factor), 1, factor * Past);
                await CompareAsync(bench, silo, $"{factor}x-contexts", (ModuleOf(factor), factor * Contexts), (ModuleOf(1), Contexts), cancellationToken);
                await CompareAsync(bench, silo, $"{factor}x-past", (OldModuleOf(factor), 1), (OldModuleOf(1), 1), cancellationToken);
            }
        }
        finally
        {
            await backend.StopAsync();
        }
    }

    private static string ModuleOf(int factor) => string.Create(CultureInfo.InvariantCulture, $"contexts-{factor}");

    private static string OldModuleOf(int factor) => string.Create(CultureInfo.InvariantCulture, $"past-{factor}");

    private static void Cycle(Bench bench, int factor, CancellationToken cancellationToken)
    {
        var old = new CycleRun(LearningWorld.Module("lyrics", 3), 100, factor * 3_000);
        var young = new CycleRun(LearningWorld.Module("lyrics", 3), 100, 3_000);
        CycleWorkload.Compare(
            bench, $"growth/cycle/{factor}x-past", old, young, [Target.RatioAtMost(1.5, 1.15)], "cost: lower is better; b has learned 3,000 feedbacks", cancellationToken);
    }

    private static async Task CompareAsync(
        Bench bench, LearningSilo silo, string variant, (string Module, int Contexts) grown, (string Module, int Contexts) small, CancellationToken cancellationToken)
    {
        await bench.CompareAsync(
            $"growth/process/{variant}", "calls/s", Process(grown), Process(small), Flat, "throughput: higher is better, 0.667 is 1.5 times the cost", cancellationToken);
        if (grown.Contexts > small.Contexts)
        {
            await bench.CompareAsync(
                $"growth/raw-call/{variant}", "calls/s", Raw(silo, grown.Contexts), Raw(silo, small.Contexts), [],
                "what a raw call of two hops loses with as many more grains, which no call through them can keep", cancellationToken);
        }

        Work Process((string Module, int Contexts) side)
        {
            var module = silo.Client.GetModule<NothingRequest, string>(side.Module);
            var requests = Requests(side.Contexts);
            var random = Enumerable.Range(0, Callers).Select(seed => new Random(seed)).ToArray();
            return (duration, token) => Load.RunAsync(Callers, duration, caller => module.ProcessAsync(requests[random[caller].Next(requests.Length)], token), token);
        }
    }

    private static Work Raw(LearningSilo silo, int contexts)
    {
        var router = silo.Grains.GetGrain<IRawRouterGrain>("raw");
        var requests = Requests(contexts).Select(request => new RawRequest(request.Context, "", null, "process")).ToArray();
        var random = Enumerable.Range(0, Callers).Select(seed => new Random(seed)).ToArray();
        return (duration, token) => Load.RunAsync(Callers, duration, caller => router.ProcessAsync(requests[random[caller].Next(requests.Length)]), token);
    }

    private static NothingRequest[] Requests(int contexts) =>
        [.. Enumerable.Range(0, contexts).Select(context => new NothingRequest(string.Create(CultureInfo.InvariantCulture, $"c{context}")))];

    // Operations over all contexts in turn, every tenth with a feedback.
    private static async Task OperateAsync(LearningSilo silo, string name, int contexts, int operations)
    {
        var module = silo.Client.GetModule<NothingRequest, string>(name);
        var requests = Requests(contexts);
        await Parallel.ForAsync(0, operations, async (operation, token) =>
        {
            var result = await module.ProcessAsync(requests[operation % contexts], token);
            if (operation % 10 == 0) await module.ApplyFeedbackAsync(result.Id, Feedback.FromQuality(0.5), token);
        });
    }
}
