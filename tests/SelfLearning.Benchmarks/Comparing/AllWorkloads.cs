using SelfLearning.Benchmarks.Workloads;
using SelfLearning.Benchmarks.Workloads.Metrics;

namespace SelfLearning.Benchmarks.Comparing;

/// <summary>All workloads, in the order they run.</summary>
internal static class AllWorkloads
{
    public static IReadOnlyList<IWorkload> List { get; } =
    [
        new ProcessWorkload(),
        new ResultIdWorkload(),
        new DecideWorkload(),
        new RecordWorkload(),
        new CycleWorkload(),
        new FeedbackWorkload(),
        new SummaryWorkload(),
        new MemoryWorkload(),
        new GrowthWorkload(),
    ];
}
