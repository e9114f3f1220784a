using Microsoft.Extensions.Logging;
using SelfLearning.Learning;
using static SelfLearning.FeedbackReceipt;

namespace SelfLearning.Server.Tests.Durability;

/// <summary>De-duplication over the whole feedback window, at a hundredth of its length, with the learning record within its bounds.</summary>
public sealed class WindowTests
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(7) / 100;

    [Theory]
    [InlineData(2.0)]
    [InlineData(0.5)]
    public async Task A_feedback_sent_again_is_a_duplicate_inside_the_window_late_outside_and_never_accepted_twice(double capacity)
    {
        // Two feedbacks a second come, so that 12,096 are in the window: as many as the context can tell apart, or four times as many.
        await using var folk = await Folk.StartAsync(options:
        [
            ("FeedbackWindow", Window.ToString("c")), ("FeedbackCapacityPerSecond", capacity.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("MaximumFeedbackPerCycle", "1000"),
        ]);
        await folk.PassAsync(Window);
        var (largestAtRest, largest) = (0, 0);
        folk.Storage.BeforeWrite = (name, _, bytes) =>
        {
            if (name != "learning") return Task.CompletedTask;
            largest = Math.Max(largest, bytes.Length);
            var record = new RecordSerializer().Deserialize<LearningRecord>(new BinaryData(bytes));
            if (record.Queue.Length <= 1 + (10 * 88)) largestAtRest = Math.Max(largestAtRest, bytes.Length);
            return Task.CompletedTask;
        };
        var sent = new List<(ResultFeedback Item, DateTimeOffset DecidedAt)>();
        var (late, duplicates) = (0, 0);
        for (var minute = 1; minute <= 180; minute++)
        {
            folk.Time.Advance(TimeSpan.FromMinutes(1));
            // Some of the decisions are of the last minute, some were made at any time in the window.
            var decided = Enumerable.Range(0, 120)
                .Select(i => folk.Now - (i % 10 == 0 ? (Window - TimeSpan.FromMinutes(1)) * (((minute * 12) + (i / 10)) % 97 / 97.0) : TimeSpan.FromSeconds(i / 2.0)))
                .ToList();
            var items = decided.Select(time => new ResultFeedback(Folk.IdOf(time), folk.Judge())).ToList();
            var receipts = await folk.SendAsync(items);
            for (var i = 0; i < items.Count; i++)
            {
                if (capacity >= 2) Assert.Equal(Accepted, receipts[i]);
                else Assert.True(receipts[i] is Accepted or Late, $"{receipts[i]}");
                if (receipts[i] == Accepted) sent.Add((items[i], decided[i]));
            }

            if (minute % 20 != 0) continue;
            await folk.DrainAsync();
            if (minute % 60 == 0) await folk.Cluster.Orleans.DeactivateAsync(folk.Context);
            var again = sent.Where((_, i) => i % 13 == minute % 13).ToList();
            receipts = await folk.SendAsync(again.Select(entry => entry.Item));
            for (var i = 0; i < again.Count; i++)
            {
                var age = folk.Now - again[i].DecidedAt;
                if (age > Window) Assert.Equal(Late, receipts[i]);
                else if (capacity >= 2) Assert.Equal(Duplicate, receipts[i]);
                else Assert.True(receipts[i] is Duplicate or Late, $"{receipts[i]}");
                if (receipts[i] == Late && age <= Window) late++;
                if (receipts[i] == Duplicate) duplicates++;
            }
        }

        await folk.DrainAsync();
        Assert.Equal(sent.Count, (await folk.ViewAsync()).LearnedFeedbacks);
        Assert.True(duplicates > 500);
        Assert.Equal(capacity < 2, late > 0);
        Assert.Equal(capacity < 2, folk.Cluster.Log.Has(LogLevel.Warning, "more feedback than its capacity"));
        Assert.InRange(largestAtRest, 1, 64 * 1024);
        Assert.InRange(largest, 1, 256 * 1024);
    }
}
