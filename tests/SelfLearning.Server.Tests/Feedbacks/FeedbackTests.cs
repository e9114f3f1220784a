using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Feedbacks;

[Collection(SharedScriptCluster.Name)]
public sealed class FeedbackTests(ScriptCluster cluster)
{
    [Fact]
    public async Task A_rating_counts_as_a_fifth_of_itself_an_error_rate_as_what_it_leaves_and_a_quality_as_it_is()
    {
        Feedback[] feedbacks =
        [
            Feedback.FromRating(4, time: cluster.Time), Feedback.FromErrorRate(0.1, time: cluster.Time), Feedback.FromQuality(0.35, time: cluster.Time),
        ];
        foreach (var (context, feedback) in new[] { "rating", "errors", "quality" }.Zip(feedbacks))
        {
            var result = await cluster.Scripted.ProcessAsync(new Script(context));
            await cluster.Scripted.ApplyFeedbackAsync(result.Id, feedback);
            await cluster.Scripted.TriggerLearningCycleAsync(context);
        }

        Assert.Equal(0.8, await AverageAsync("rating"));
        Assert.Equal(0.9, await AverageAsync("errors"));
        Assert.Equal(0.35, await AverageAsync("quality"));
    }

    [Fact]
    public async Task Feedback_finds_its_context_from_the_result_id_alone()
    {
        var ids = new List<(string Context, string Id)>();
        for (var i = 0; i < 120; i++)
        {
            var context = $"many:{i % 40}";
            ids.Add((context, (await cluster.Scripted.ProcessAsync(new Script(context))).Id));
        }

        var receipts = await cluster.Scripted.ApplyFeedbackAsync(
            [.. ids.Select((entry, i) => new ResultFeedback(entry.Id, Feedback.FromQuality(i % 40 / 40.0, time: cluster.Time)))]);

        Assert.All(receipts, receipt => Assert.Equal(FeedbackReceipt.Accepted, receipt));
        for (var i = 0; i < 40; i++)
        {
            var context = $"many:{i}";
            Assert.Equal(3, (await cluster.Scripted.TriggerLearningCycleAsync(context)).Feedbacks);
            Assert.Equal(i / 40.0, (await AverageAsync(context))!.Value, 1e-12);
            Assert.All(
                await cluster.Scripted.GetFeedbackAsync(context),
                received => Assert.Contains((context, received.ResultId), ids));
        }
    }

    [Fact]
    public async Task The_receipts_of_a_batch_are_in_its_order()
    {
        var module = await cluster.HostedAsync("other-module");
        var foreign = (await module.OperateAsync("mixed"))[0];
        var a = (await cluster.Scripted.ProcessAsync(new Script("mixed:a"))).Id;
        var b = (await cluster.Scripted.ProcessAsync(new Script("mixed:b"))).Id;
        var first = Feedback.FromQuality(0.2, time: cluster.Time);
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        var newer = Feedback.FromQuality(0.6, time: cluster.Time);

        var receipts = await cluster.Scripted.ApplyFeedbackAsync(
        [
            new("no id", Feedback.FromQuality(1)), new(a, first), new(foreign, Feedback.FromQuality(1)), new(b, newer), new(a, first),
            new(a[..^3] + "AAA", Feedback.FromQuality(1)), new(a, newer), new(b, first), new(new string('x', 10_000), Feedback.FromQuality(1)),
        ]);

        Assert.Equal(
            [
                FeedbackReceipt.Unknown, FeedbackReceipt.Accepted, FeedbackReceipt.Unknown, FeedbackReceipt.Accepted, FeedbackReceipt.Duplicate,
                FeedbackReceipt.Unknown, FeedbackReceipt.Replaced, FeedbackReceipt.Duplicate, FeedbackReceipt.Unknown,
            ],
            receipts);
        Assert.Equal(1, (await cluster.Scripted.TriggerLearningCycleAsync("mixed:a")).Feedbacks);
        Assert.Equal(0.6, await AverageAsync("mixed:a"));
    }

    [Fact]
    public async Task Received_feedback_can_be_read_newest_first_with_its_comment()
    {
        var result = await cluster.Scripted.ProcessAsync(new Script("read"));
        var first = Feedback.FromRating(2, "dull", cluster.Time);
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        var second = Feedback.FromRating(5, "it grew on me", cluster.Time);

        await cluster.Scripted.ApplyFeedbackAsync(result.Id, first);
        await cluster.Scripted.ApplyFeedbackAsync(result.Id, second);

        var received = await cluster.Scripted.GetFeedbackAsync("read");
        Assert.Equal([second, first], received.Select(r => r.Feedback));
        Assert.Equal([FeedbackReceipt.Replaced, FeedbackReceipt.Accepted], received.Select(r => r.Receipt));
    }

    private async Task<double?> AverageAsync(string context) =>
        (await cluster.Scripted.GetPerformanceMetricsAsync("1h", context)).AverageQuality;
}
