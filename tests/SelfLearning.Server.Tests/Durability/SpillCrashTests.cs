using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>The world stops at some point of a move of slots to segments; what is on storage then is all a new cluster has.</summary>
public sealed class SpillCrashTests
{
    private static readonly (string, string)[] Options = [("MaximumFeedbackPerCycle", "1000")];

    [Theory]
    [InlineData("before the first segment")]
    [InlineData("between hours")]
    [InlineData("before the record")]
    [InlineData("after the record")]
    public async Task Every_acknowledged_feedback_is_known_and_learned_once_wherever_a_move_stops(string point)
    {
        await using var folk = await Folk.StartAsync(options: Options);
        await folk.PassAsync(TimeSpan.FromHours(3));
        var older = folk.NewFeedbacks(300, folk.Now.AddHours(-3));
        var old = folk.NewFeedbacks(300, folk.Now.AddHours(-2));
        var all = older.Concat(old).ToList();
        await folk.LearnAsync([.. all.Take(500)]);
        ControlledStorage? crash = null;
        var segments = 0;
        folk.Storage.BeforeWrite = (name, _, _) =>
        {
            var isSegment = name.StartsWith("segment", StringComparison.Ordinal);
            var stops = point switch
            {
                "before the first segment" => isSegment && segments == 0,
                "between hours" => isSegment && segments == 1,
                "before the record" => name == "learning" && segments == 2,
                _ => false,
            };
            if (stops) crash ??= folk.Storage.Copy();
            if (isSegment) segments++;
            return Task.CompletedTask;
        };
        // Now there are more slots than the record keeps: the write that holds these is followed by the move.
        Assert.All(await folk.SendAsync(all.Skip(500)), receipt => Assert.Equal(Accepted, receipt));
        await folk.UntilAsync(() => segments >= 2);
        await folk.DrainAsync();
        var after = folk.NewFeedbacks(1);
        Assert.Equal([Accepted], await folk.SendAsync(after));
        if (point == "after the record")
        {
            crash = folk.Storage.Copy();
            Assert.InRange(RecentSlots.Load(folk.Stored().Slots).Count, 1, 300); // The slots have left the record.
        }

        Assert.NotNull(crash);
        await using var next = await Folk.StartAsync(crash, folk.Time, null, Options);
        Assert.All(await next.SendAsync(all), receipt => Assert.Equal(Duplicate, receipt));
        await next.AssertCountedAsync(point == "after the record" ? 601 : 600);
        Assert.Equal(point == "after the record" ? Duplicate : Accepted, (await next.SendAsync(after))[0]);
        await next.AssertCountedAsync(601);

        // The move that was cut short is made again, and changes nothing of that.
        await next.LearnAsync(next.NewFeedbacks(600, next.Now.AddHours(-1)));
        await next.UntilAsync(() => next.Storage.RecordsOf(Folk.Grain).Keys.Count(name => name.StartsWith("segment", StringComparison.Ordinal)) >= 3);
        await next.SendAsync(next.NewFeedbacks(1));
        await using var last = await next.CrashAsync(Options);
        Assert.All(await last.SendAsync(all), receipt => Assert.Equal(Duplicate, receipt));
        await last.AssertCountedAsync(1_202);
    }

    [Fact]
    public async Task While_a_segment_cannot_be_read_feedback_that_needs_it_is_overloaded_and_other_feedback_is_taken()
    {
        await using var folk = await Folk.StartAsync(options: Options);
        await folk.PassAsync(TimeSpan.FromHours(2));
        var old = folk.NewFeedbacks(600, folk.Now.AddHours(-2));
        await folk.LearnAsync(old);
        await folk.UntilAsync(() => folk.Storage.WritesOf("segment") > 0);
        Assert.Equal([Accepted], await folk.SendAsync(folk.NewFeedbacks(1)));
        await using var next = await folk.CrashAsync(Options);
        next.Storage.BeforeRead = (name, _) =>
            name.StartsWith("segment", StringComparison.Ordinal) ? throw new IOException("The line is cut.") : Task.CompletedTask;

        Assert.All(await next.SendAsync(old.Take(10)), receipt => Assert.Equal(Overloaded, receipt));
        Assert.Equal([Accepted], await next.SendAsync(next.NewFeedbacks(1)));

        next.Storage.Heal();
        Assert.All(await next.SendAsync(old), receipt => Assert.Equal(Duplicate, receipt));
        await next.AssertCountedAsync(602);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_move_that_overflows_into_a_second_part_may_stop_between_the_parts(bool crashes)
    {
        await using var folk = await Folk.StartAsync(options: Options);
        await folk.PassAsync(TimeSpan.FromHours(2));
        var hour = folk.Now.AddHours(-2);
        var all = new List<ResultFeedback>();
        var acknowledged = 0;
        ControlledStorage? crash = null;
        folk.Storage.BeforeWrite = (name, _, _) =>
        {
            if (!name.EndsWith("-1", StringComparison.Ordinal) || crash is not null) return Task.CompletedTask;
            (crash, acknowledged) = (folk.Storage.Copy(), all.Count);
            return Task.CompletedTask;
        };
        while (crash is null)
        {
            Assert.True(all.Count < 9_000, "No second part.");
            var more = folk.NewFeedbacks(100, hour);
            await folk.LearnAsync(more);
            all.AddRange(more);
        }

        await using var next = await Folk.StartAsync(crashes ? crash : folk.Storage.Copy(), folk.Time, null, Options);
        var receipts = await next.SendAsync(all);
        Assert.All(receipts.Take(crashes ? acknowledged : all.Count), receipt => Assert.Equal(Duplicate, receipt));
        await next.AssertCountedAsync(all.Count);
        var more2 = next.NewFeedbacks(900, hour);
        await next.LearnAsync(more2);
        Assert.All(await next.SendAsync(all.Concat(more2)), receipt => Assert.Equal(Duplicate, receipt));
        await next.AssertCountedAsync(all.Count + 900);
        Assert.Contains(next.Storage.RecordsOf(Folk.Grain).Keys, name => name.EndsWith("-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_feedback_that_waits_for_a_segment_while_its_slot_moves_there_is_not_taken_twice()
    {
        await using var folk = await Folk.StartAsync(options: Options);
        await folk.PassAsync(TimeSpan.FromHours(3));
        var hours = new[] { folk.Now.AddHours(-3), folk.Now.AddHours(-2) }; // Of the second one some slots stay in the record.
        foreach (var hour in hours) await folk.LearnAsync(folk.NewFeedbacks(600, hour)); // Both hours have segments now.
        var known = folk.NewFeedbacks(1, hours[1].AddMinutes(1))[0];
        await folk.LearnAsync([known]);
        await folk.Cluster.Orleans.DeactivateAsync(folk.Context); // The cache is empty.
        await folk.ViewAsync();
        var (reading, release) = (NewSource(), NewSource());
        var first = $"segment-{hours[0].ToUnixTimeSeconds() / 3_600}-0";
        folk.Storage.BeforeRead = async (name, _) =>
        {
            if (name != first) return;
            reading.TrySetResult();
            await release.Task;
        };
        // The second hour is read; the first one is waited for, while a slot of the second moves.
        var waiting = folk.Context.ApplyFeedbackAsync([known, new ResultFeedback(Folk.IdOf(hours[0]), folk.Judge())]);
        await reading.Task;
        var moved = folk.NewFeedbacks(700, hours[1].AddMinutes(2));
        var writes = folk.Storage.WritesOf("segment");
        await folk.LearnAsync(moved);
        await folk.UntilAsync(() => folk.Storage.WritesOf("segment") > writes);
        await folk.SendAsync(folk.NewFeedbacks(1)); // The record is written without them.
        release.SetResult();
        Assert.Equal<FeedbackReceipt>([Duplicate, Accepted], await waiting);
        await folk.AssertCountedAsync(1_200 + 1 + 700 + 1 + 1);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
