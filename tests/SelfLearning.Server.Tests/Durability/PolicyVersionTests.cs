using SelfLearning.Learning;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>Decisions of policy versions that have left the learning record.</summary>
public sealed class PolicyVersionTests
{
    private static readonly Decider Ada = new("ada");

    [Fact]
    public async Task Decisions_of_any_version_of_the_window_are_learned_from_segments_and_survive_a_crash_while_queued()
    {
        await using var folk = await Folk.StartAsync(options: [("MaximumFeedbackPerCycle", "1000")]);
        var first = (await folk.ViewAsync()).Policy;
        for (var i = 0; i < 120; i++)
        {
            folk.Time.Advance(TimeSpan.FromMinutes(1)); // Over two hours: in three segments.
            await folk.Context.PinAsync("structure", i % 2 == 0 ? "hook-first" : "verse-first", Ada);
        }

        var current = (await folk.ViewAsync()).Policy.Version;
        Assert.Equal(first.Version + 120, current);
        Assert.InRange(folk.Stored().Policies.Count, 1, PolicyHistory.Held + 8);
        Assert.DoesNotContain(folk.Stored().Policies, policy => policy.Version == first.Version);

        // Nine wait: they are not learned before the crash.
        var few = Enumerable.Range(0, 9).Select(i => new ResultFeedback(Folk.IdOf(folk.Now, first.Version + (i * 10)), folk.Judge())).ToList();
        Assert.All(await folk.SendAsync(few), receipt => Assert.Equal(Accepted, receipt));
        await using var next = await folk.CrashAsync(("MaximumFeedbackPerCycle", "1000"));
        Assert.Equal(9, (await next.ViewAsync()).QueuedFeedbacks);
        await next.DrainAsync();
        Assert.Equal(9, Evidence(await next.ViewAsync()));

        // As many as may wait, each of another version: they do not come back into the record.
        var largest = 0;
        next.Storage.BeforeWrite = (name, _, bytes) =>
        {
            if (name == "learning") largest = Math.Max(largest, bytes.Length);
            return Task.CompletedTask;
        };
        await next.LearnAsync([.. Enumerable.Range(0, 600).Select(i => new ResultFeedback(Folk.IdOf(next.Now, first.Version + (i % 110)), next.Judge()))]);
        Assert.Equal(609, Evidence(await next.ViewAsync()));
        Assert.InRange(next.Stored().Policies.Count, 1, PolicyHistory.Held + 8);
        Assert.InRange(largest, 1, 256 * 1024);
        Assert.Equal(609, (await next.SummaryAsync()).QualityCount);
    }

    [Fact]
    public async Task A_version_that_is_older_than_the_window_is_deleted_and_its_feedback_is_late()
    {
        await using var folk = await Folk.StartAsync(options: [("FeedbackWindow", "03:00:00")]);
        var first = (await folk.ViewAsync()).Policy;
        for (var i = 0; i < 60; i++)
        {
            folk.Time.Advance(TimeSpan.FromMinutes(6)); // Six hours.
            await folk.Context.PinAsync("structure", i % 2 == 0 ? "hook-first" : "verse-first", Ada);
            if (i % 10 == 0) await folk.LearnAsync(folk.NewFeedbacks(1, version: first.Version + i));
        }

        await folk.LearnAsync(folk.NewFeedbacks(1, version: first.Version + 59));
        Assert.Equal(Late, await folk.SendAsync(Folk.IdOf(folk.Now, first.Version), folk.Judge()));
        // Those of the window are there, the one in force when it began included.
        for (var version = first.Version + 30; version <= first.Version + 60; version++)
            Assert.Equal(Accepted, await folk.SendAsync(Folk.IdOf(folk.Now, version), folk.Judge()));
        Assert.DoesNotContain(
            folk.Storage.RecordsOf(Folk.Grain).Keys, name => name.StartsWith($"segment-{first.PublishedAt.ToUnixTimeSeconds() / 3_600}-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_quality_reported_after_many_policy_versions_and_again_after_a_crash_is_learned_once()
    {
        await using var folk = await Folk.StartAsync(options: [("MaximumFeedbackPerCycle", "1000")]);
        var begun = (await folk.Context.GetHostPolicyAsync(HostPolicyVersion.None)).Policy!;
        var decidedAt = folk.Now;
        for (var i = 0; i < 60; i++)
        {
            folk.Time.Advance(TimeSpan.FromSeconds(10));
            await folk.Context.PinAsync("structure", i % 2 == 0 ? "hook-first" : "verse-first", Ada);
        }

        var batch = Folk.Batch(1, 1, Folk.OutcomeAt(decidedAt, 42, begun.Policy.Version) with { DurationMs = 600_000, Quality = 0.8 });
        await folk.Context.RecordOutcomesAsync(batch);
        await folk.UntilAsync(async () => (await folk.ViewAsync()).QueuedFeedbacks == 1);
        await folk.DrainAsync();
        await folk.LearnAsync(folk.NewFeedbacks(600, folk.Now, version: begun.Policy.Version + 60)); // Its slot moves to a segment.
        await folk.SendAsync(folk.NewFeedbacks(1, version: begun.Policy.Version + 60));
        await folk.DrainAsync();
        await using var next = await folk.CrashAsync(("MaximumFeedbackPerCycle", "1000"));
        await next.Context.RecordOutcomesAsync(batch);
        await next.DrainAsync();
        Assert.Equal(602, (await next.ViewAsync()).LearnedFeedbacks);
        Assert.Equal(602, Evidence(await next.ViewAsync()));
    }

    [Fact]
    public async Task A_clock_that_went_back_makes_no_feedback_late()
    {
        await using var folk = await Folk.StartAsync();
        var ahead = await PublishAheadAsync(folk);

        var policy = (await folk.Context.GetHostPolicyAsync(HostPolicyVersion.None)).Policy!.Policy;
        Assert.Equal((ahead.Version + 1, folk.Now), (policy.Version, policy.PublishedAt));
        Assert.Equal<ParameterValue>(ahead.Values, policy.Values);
        Assert.Equal(policy.Version, folk.Stored().Policies[^1].Version);
        Assert.Equal(Accepted, await folk.SendAsync(Folk.IdOf(folk.Now, policy.Version), folk.Judge()));
        await using var next = await folk.CrashAsync();
        Assert.Equal(policy.Version, (await next.Context.GetHostPolicyAsync(HostPolicyVersion.None)).Policy!.Policy.Version);
    }

    [Fact]
    public async Task A_host_that_only_sends_outcomes_hears_of_the_policy_that_follows_the_clock()
    {
        await using var folk = await Folk.StartAsync();
        await PublishAheadAsync(folk);
        var known = (await folk.Context.RecordOutcomesAsync(Folk.Batch(1, 1))).Version;
        var host = await folk.Context.GetHostPolicyAsync(known);
        Assert.Null(host.Policy);
        Assert.Equal(folk.Now, folk.Stored().Policies[^1].PublishedAt);
    }

    [Fact]
    public async Task Without_storage_calls_go_on_with_the_policy_of_the_clock_that_went_back()
    {
        await using var folk = await Folk.StartAsync();
        var ahead = await PublishAheadAsync(folk);
        folk.Storage.BeforeWrite = (_, _, _) => throw new IOException("no storage");
        for (var i = 0; i < 2; i++)
            Assert.Equal(ahead.Version, (await folk.Context.GetHostPolicyAsync(HostPolicyVersion.None)).Policy!.Policy.Version);
    }

    private static async Task<PolicySnapshot> PublishAheadAsync(Folk folk)
    {
        await folk.Context.GetHostPolicyAsync(HostPolicyVersion.None);
        folk.Time.Advance(TimeSpan.FromMinutes(10));
        await folk.Context.PinAsync("structure", "hook-first", Ada);
        folk.Time.AdjustTime(folk.Now - TimeSpan.FromMinutes(10));
        return folk.Stored().Policies[^1];
    }

    // The count of the parameter whose value in use was never changed.
    private static long Evidence(PolicyView view) => view.Estimates.Single(e => e is { ParameterName: "temperature", InUse: true }).Count;
}
