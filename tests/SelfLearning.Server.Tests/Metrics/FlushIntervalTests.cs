using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Durability;

namespace SelfLearning.Server.Tests.Metrics;

public sealed class FlushIntervalTests
{
    [Fact]
    public async Task A_shorter_interval_reaches_a_context_in_use_whose_flush_was_due_in_an_hour()
    {
        await using var folk = await Folk.StartAsync(options: ("MetricsFlushInterval", "01:00:00"));
        await folk.Context.RecordFailureAsync("process", null, "refused");
        for (var i = 0; i < 2; i++) await folk.Context.WakeAsync();
        folk.Time.Advance(TimeSpan.FromSeconds(1)); // The first flush of a context is a quick one.
        await folk.ViewAsync(); // It has had its turn.
        await folk.Context.RecordFailureAsync("process", null, "refused");
        var definitions = folk.Cluster.Grains.GetGrain<IDefinitionGrain>(Folk.Module);
        var known = await definitions.GetOptionsAsync();
        var interval = TimeSpan.FromSeconds(10);
        await definitions.SetOptionsAsync(known.Options with { MetricsFlushInterval = interval }, known.ETag);
        folk.Time.Advance(ModuleDefinitions.Freshness);
        await folk.UntilAsync(async () => (await folk.Context.GetHostPolicyAsync(0)).Policy!.Options.MetricsFlushInterval == interval);
        var writes = folk.Storage.WritesOf("metrics");

        folk.Time.Advance(interval);

        await folk.UntilAsync(() => folk.Storage.WritesOf("metrics") > writes);
    }
}
