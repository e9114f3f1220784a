using SelfLearning.Benchmarks.Comparing;
using SelfLearning.Learning;
using SelfLearning.Outcomes;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>
/// Outcomes of operations in a host until they are counted, in batches, against one grain call for each that gives the same: only what is
/// signed with the context's key is counted, once, in the same windows and entries by the same code.
/// </summary>
internal sealed class RecordWorkload : IWorkload
{
    private const int Callers = 64;

    // So many outcomes of all callers never wait together that one is dropped.
    private const int Together = 150;

    private const string Note =
        "64 callers, 1 context; on both sides each outcome is verified, told from those before it, counted in two windows and kept as an entry";

    private const string UnverifiedNote = "the call believes whoever calls and counts a repeat again, which the batch does not";

    public string Name => "record";

    public string Description => "outcomes of operations in batches against a grain call for each, signed and counted once";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var module = await HostedModule.StartAsync(cancellationToken);
        Target[] targets = [Target.RatioAtLeast(10, 30)];
        var (outcomes, unverified) = (new SignedOutcomes(), new SignedOutcomes());
        var hosted = await OutcomesAsync(module.Hosted);
        await bench.CompareAsync("record/hosted", "outcomes/s", hosted, Calls(module.RawHosted.RecordAsync, outcomes), targets, Note, cancellationToken);
        await bench.CompareAsync(
            "record/hosted-unverified", "outcomes/s", hosted, Calls(module.RawHosted.RecordUnverifiedAsync, unverified), [], UnverifiedNote, cancellationToken);
        var overTcp = await OutcomesAsync(module.OverTcp);
        await bench.CompareAsync("record/tcp", "outcomes/s", overTcp, Calls(module.RawOverTcp.RecordAsync, outcomes), targets, Note, cancellationToken);
        await bench.CompareAsync(
            "record/tcp-unverified", "outcomes/s", overTcp, Calls(module.RawOverTcp.RecordUnverifiedAsync, unverified), [], UnverifiedNote, cancellationToken);
        await bench.CompareAsync(
            "record/decided-tcp", "operations/s", await OperationsAsync(module.OverTcp), Calls(module.RawOverTcp.RecordAsync, outcomes), [],
            "with the decision on the one side and without on the other", cancellationToken);
    }

    private static Work Calls(Func<RawOutcome, Task> record, SignedOutcomes outcomes) =>
        (duration, stop) => Load.RunAsync(Callers, duration, _ => record(outcomes.Next()), stop);

    private static async Task<Work> OutcomesAsync(IModuleClient module)
    {
        await using var operation = await module.BeginAsync<HostedConfig>(HostedModule.Context);
        var (outbox, now) = (operation.Outbox, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        return Counted(module, outbox, caller =>
        {
            outbox.Add(new EndedOperation
            {
                Decision = new Decision(now, caller, 1, -1, 0, 0),
                Operation = "process",
                Status = OperationStatus.Success,
                DurationMs = 0.01,
            });
            return Task.CompletedTask;
        });
    }

    private static async Task<Work> OperationsAsync(IModuleClient module)
    {
        await using var operation = await module.BeginAsync<HostedConfig>(HostedModule.Context);
        return Counted(module, operation.Outbox, _ => DecideAndEndAsync(module));
    }

    private static async Task DecideAndEndAsync(IModuleClient module)
    {
        var operation = await module.BeginAsync<HostedConfig>(HostedModule.Context);
        await operation.SucceedAsync();
    }

    // A caller goes on when all it has ended is counted, and a round ends when the context says so.
    private static Work Counted(IModuleClient module, Outbox outbox, Func<int, Task> end) => async (duration, stop) =>
    {
        var context = ContextKey.Parse(HostedModule.Context);
        var before = (await module.GetPerformanceMetricsAsync("1h", context, stop)).TotalOperations;
        var turns = await Load.RunAsync(
            Callers,
            duration,
            async caller =>
            {
                for (var i = 0; i < Together; i++) await end(caller);
                await outbox.FlushAsync();
            },
            stop);
        var counted = (await module.GetPerformanceMetricsAsync("1h", context, stop)).TotalOperations - before;
        return counted == turns * Together
            ? counted
            : throw new InvalidOperationException($"The context has counted {counted:N0} operations of {turns * Together:N0}.");
    };
}
