using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>Whoever may read may ask for any key: what does not exist must cost nothing.</summary>
public sealed class BlankContextTests
{
    [Fact]
    public async Task A_context_that_is_only_asked_about_is_neither_stored_nor_kept_in_memory()
    {
        await using var folk = await Folk.StartAsync(options: ("MetricsFlushInterval", "00:00:01"));
        var poems = folk.Cluster.Client.GetModule<PoemRequest, Poem>(Folk.Module);
        await poems.ProcessAsync(new PoemRequest("jazz"));
        await poems.GetPolicyAsync("folk");
        await poems.GetLearningStatusAsync("folk");
        await poems.GetAdaptationsAsync("folk");
        await poems.GetFeedbackAsync("folk");
        await poems.GetPerformanceMetricsAsync("30d", "folk");
        await poems.GetPerformanceHistoryAsync("30d", "folk");
        Assert.Equal(["poems/folk", "poems/jazz"], await ActiveAsync(folk));

        await folk.UntilAsync(async () => !(await ActiveAsync(folk)).Contains("poems/folk"), TimeSpan.FromSeconds(1));

        Assert.Equal(["poems/jazz"], await ActiveAsync(folk));
        Assert.Empty(folk.Storage.RecordsOf(Folk.Grain));
        // It is there as soon as somebody uses it.
        await folk.LearnAsync(folk.NewFeedbacks(3));
        await folk.AssertCountedAsync(3);
        for (var i = 0; i < 5; i++)
        {
            folk.Time.Advance(TimeSpan.FromSeconds(1));
            await folk.ViewAsync(); // What the timer began has had its turn.
        }

        Assert.Equal(["poems/folk", "poems/jazz"], await ActiveAsync(folk));
    }

    private static async Task<IEnumerable<string>> ActiveAsync(Folk folk)
    {
        var statistics = await folk.Cluster.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return statistics.Select(activation => activation.GrainId).Where(id => id.Type == Folk.Grain.Type).Select(id => id.Key.ToString()!).Order(StringComparer.Ordinal);
    }
}
