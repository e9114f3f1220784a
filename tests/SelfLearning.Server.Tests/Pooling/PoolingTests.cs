using Microsoft.Extensions.Logging;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Pooling;

public class PoolingTests
{
    private static readonly GrainId PoolId = GrainId.Create("selflearning.pool", PoolRun.Module);

    [Fact]
    public async Task A_new_context_begins_with_the_value_that_others_found_better_and_says_so()
    {
        await using var run = await PoolRun.StartAsync();
        for (var i = 0; i < 3; i++) await run.TeachAsync("folk", 40);
        await run.TeachAsync("jazz", 60);
        Assert.Equal(180, await run.PooledAsync(180));
        run.Time.Advance(ModulePools.Freshness);

        await using (var first = await run.Client.BeginAsync<SceneConfig>("blues"))
        {
            Assert.Equal("long", await run.Client.ValueAsync("blues", "length"));
            await first.SucceedAsync();
        }

        var adaptation = Assert.Single(await run.Client.GetAdaptationsAsync("blues"));
        Assert.Equal(("short", "long", true, EvidenceOrigin.Inherited), (adaptation.OldValue, adaptation.NewValue, adaptation.Applied, adaptation.Evidence));
        Assert.EndsWith("inherited from 2 other contexts.", adaptation.Reason, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => run.Cluster.Log.Has(LogLevel.Information, "inherited from 2 other contexts"), "it is logged");
        Assert.Contains(await run.Client.GetAdaptationsAsync("folk"), a => a is { NewValue: "long", Evidence: EvidenceOrigin.Own });
    }

    [Fact]
    public async Task Off_by_default_nothing_is_told_asked_or_written()
    {
        await using var run = await PoolRun.StartAsync(PoolRun.Pooling with { PoolingStrength = 0 });
        await run.TeachAsync("folk", 60);
        await run.TeachAsync("jazz", 20);
        run.Time.Advance(TimeSpan.FromMinutes(2));
        await Eventually.HoldsAsync(() => run.Storage.WritesOf("metrics") >= 2, "metrics are flushed", () => run.Time.Advance(PoolRun.Pooling.MetricsFlushInterval));

        Assert.Equal(0, await run.PooledAsync());
        Assert.Empty(run.Storage.RecordsOf(PoolId));
        foreach (var grain in new[] { "selflearning.context/tales/folk", "selflearning.context/tales/jazz" })
        {
            foreach (var record in run.Storage.RecordsOf(GrainId.Parse(grain)).Values)
                Assert.DoesNotContain("pool", System.Text.Encoding.UTF8.GetString(record), StringComparison.OrdinalIgnoreCase);
        }

        var shard = run.Storage.RecordsOf(run.ShardOf("folk").GetGrainId())["catalog"];
        Assert.DoesNotContain("pool", System.Text.Encoding.UTF8.GetString(shard), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_report_whose_acknowledgement_was_lost_counts_once()
    {
        await using var run = await PoolRun.StartAsync();
        // Whatever a shard or the pool writes for the first time is stored, and reported as failed.
        var failed = new HashSet<string>();
        run.Storage.AfterWrite = (name, grain) =>
        {
            var text = System.Text.Encoding.UTF8.GetString(run.Storage.RecordsOf(grain)[name]);
            var isReport = name == "pool" || (name == "catalog" && text.Contains("\"poolReport\"", StringComparison.Ordinal));
            lock (failed)
                return isReport && failed.Add(name) ? Task.FromException(new IOException("the answer is lost")) : Task.CompletedTask;
        };
        await run.TeachAsync("folk", 60);

        Assert.Equal(60, await run.PooledAsync(60));
        await Eventually.HoldsAsync(() => failed.Count == 2, "both answers were lost");
        await run.TeachAsync("folk", 20);
        Assert.Equal(80, await run.PooledAsync(80));
        await run.TeachAsync("folk", 10);
        Assert.Equal(90, await run.PooledAsync(90));
    }

    [Fact]
    public async Task A_report_that_failed_and_what_was_learned_since_are_told_without_another_learning_cycle()
    {
        await using var run = await PoolRun.StartAsync();
        run.Storage.BeforeWrite = (name, _, bytes) => name == "catalog" && System.Text.Encoding.UTF8.GetString(bytes).Contains("\"poolReport\"", StringComparison.Ordinal)
            ? Task.FromException(new IOException("no reports today"))
            : Task.CompletedTask;
        await run.TeachAsync("folk", 60);
        await Eventually.HoldsAsync(() => run.Cluster.Log.Has(LogLevel.Warning, "could not be told to the other contexts"), "the report failed", run.PassReportInterval);
        await run.TeachAsync("folk", 20);

        run.Storage.Heal();

        Assert.Equal(80, await run.PooledAsync(80));
    }

    [Fact]
    public async Task A_context_that_learns_from_automatic_quality_before_its_first_flush_is_due_is_heard()
    {
        await using var run = await PoolRun.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await using var operation = await run.Client.BeginAsync<SceneConfig>("folk");
            await operation.SucceedAsync(quality: operation.Config.Length == "long" ? 1 : 0.1);
        }

        // A question sends what waits, in one batch.
        await run.Client.GetFeedbackAsync("folk");
        await run.LearnedAsync("folk");

        Assert.Equal(20, await run.PooledAsync(20));
        await run.TeachAsync("folk", 10);
        Assert.Equal(30, await run.PooledAsync(30));
    }

    [Fact]
    public async Task What_a_context_has_learned_is_not_taken_for_told_by_a_shard_that_does_not_know_it()
    {
        await using var run = await PoolRun.StartAsync();

        var error = await Assert.ThrowsAsync<MetricsException>(() => run.ShardOf("folk").ReportEvidenceAsync("folk", 1, new PoolEvidence().Save()));

        Assert.Equal((PoolRun.Module, "folk", true), (error.Module, error.Context, error.IsRetryable));
    }

    [Fact]
    public async Task Context_shard_and_pool_may_end_at_any_time_and_everything_counts_once()
    {
        await using var run = await PoolRun.StartAsync();
        for (var i = 1; i <= 6; i++)
        {
            await run.TeachAsync("folk", 20);
            if (i % 2 == 0) await run.Cluster.DeactivateAsync(PoolRun.Module, "folk");
            if (i % 3 == 0) await run.Cluster.Orleans.DeactivateAsync(run.ShardOf("folk"));
            if (i % 2 == 1) await run.Cluster.Orleans.DeactivateAsync(run.Pool);
        }

        await run.TeachAsync("folk", 10);

        Assert.Equal(130, await run.PooledAsync(130));
        await run.TeachAsync("folk", 10);
        Assert.Equal(140, await run.PooledAsync(140));
    }

    [Fact]
    public async Task While_the_pool_cannot_be_stored_or_read_contexts_go_on_and_it_catches_up_later()
    {
        await using var run = await PoolRun.StartAsync();
        Task Fail(GrainId grain) => grain == PoolId ? Task.FromException(new IOException("no pool today")) : Task.CompletedTask;
        (run.Storage.BeforeRead, run.Storage.BeforeWrite) = ((_, grain) => Fail(grain), (_, grain, _) => Fail(grain));
        for (var i = 0; i < 3; i++) await run.TeachAsync("folk", 40);
        await run.TeachAsync("jazz", 30);

        Assert.Equal("long", await run.Client.ValueAsync("folk", "length"));
        Assert.Empty(run.Storage.RecordsOf(PoolId));
        await Eventually.HoldsAsync(() => run.Cluster.Log.Has(LogLevel.Warning, "could not be told to the pool"), "it is logged", run.PassReportInterval);

        run.Storage.Heal();
        Assert.Equal(150, await run.PooledAsync(150));
    }

    [Fact]
    public async Task What_a_deleted_context_learned_stays_in_the_pool_and_a_new_one_of_its_name_counts_anew()
    {
        await using var run = await PoolRun.StartAsync();
        await run.TeachAsync("folk", 60);
        Assert.Equal(60, await run.PooledAsync(60));

        await run.Client.DeleteContextAsync("folk");
        run.Time.Advance(ModulePools.Freshness);
        var taught = 0;
        // Which of the operations try the value that the others found better is left to chance.
        while (taught < 60 && (taught == 0 || (await run.Client.GetAdaptationsAsync("folk")).Count == 0))
        {
            await run.TeachAsync("folk", 10);
            taught += 10;
        }

        Assert.Equal(60 + taught, await run.PooledAsync(60 + taught));
        Assert.Contains(await run.Client.GetAdaptationsAsync("folk"), a => a is { NewValue: "long", Evidence: EvidenceOrigin.Inherited });
    }
}
