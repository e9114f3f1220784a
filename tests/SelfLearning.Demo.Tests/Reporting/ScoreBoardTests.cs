using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Reporting;
using SelfLearning.Demo.Statistics;

namespace SelfLearning.Demo.Tests.Reporting;

public class ScoreBoardTests
{
    private static readonly Setting Brotli6 = new("brotli", 6);

    [Fact]
    public void Calls_with_default_values_and_with_learned_values_are_kept_apart_and_trials_are_in_neither()
    {
        var board = Begin(Adaptations.Policy("gzip", 6));
        board.Observe("json", Setting.Default, 0.5);
        board.Observe("json", Brotli6, 0.9);
        board.Update("json", Adaptations.Policy("brotli", 6), [Adaptations.Of(1, "codec", "gzip", "brotli")]);
        board.Observe("json", Brotli6, 0.6);
        board.Observe("json", Setting.Default, 0.4);
        board.Observe("json", new Setting("brotli", 8), 0.1);

        var score = board.Snapshot().Single();

        Assert.Equal(5, score.Operations);
        Assert.Equal((2, 0.45), (score.Default.Count, Math.Round(score.Default.Mean, 9)));
        Assert.Equal((1, 0.6), (score.Learned.Count, Math.Round(score.Learned.Mean, 9)));
    }

    [Fact]
    public void Adaptations_of_earlier_runs_and_proposals_do_not_count()
    {
        var board = Begin(Adaptations.Policy("brotli", 6), Adaptations.Of(7, "codec", "gzip", "brotli"));

        board.Update("json", Adaptations.Policy("brotli", 4),
        [
            Adaptations.Of(10, "codec", "brotli", "none", AdaptationStatus.Rejected),
            Adaptations.Of(9, "level", "6", "4"),
            Adaptations.Of(8, "level", "6", "8", AdaptationStatus.RolledBack),
            Adaptations.Of(7, "codec", "gzip", "brotli"),
        ]);

        Assert.Equal([8, 9], board.Snapshot().Single().Adaptations.Select(a => a.Id));
    }

    [Fact]
    public void Adaptations_the_silo_no_longer_lists_are_remembered()
    {
        var board = Begin(Adaptations.Policy("gzip", 6));
        board.Update("json", Adaptations.Policy("gzip", 4), [Adaptations.Of(1, "level", "6", "4")]);
        board.Update("json", Adaptations.Policy("gzip", 2), [Adaptations.Of(2, "level", "4", "2")]);

        Assert.Equal([1, 2], board.Snapshot().Single().Adaptations.Select(a => a.Id));
    }

    [Fact]
    public void A_resumed_content_type_starts_with_the_learned_setting_and_the_kept_baseline()
    {
        var board = new ScoreBoard();
        board.Begin("json", Adaptations.Policy("brotli", 6, learned: 90, queued: 3), [], RunningMean.Of([0.4, 0.5, 0.6]));
        board.Observe("json", Brotli6, 0.7);

        var score = board.Snapshot().Single();

        Assert.Equal(Brotli6, score.AtStart);
        Assert.Equal(93, score.KnownFeedbacks);
        Assert.Equal((3, 1), (score.Default.Count, score.Learned.Count));
    }

    [Fact]
    public void Better_means_better_by_more_than_two_standard_errors()
    {
        static ContextScore Score(double[] before, double[] after) => new()
        {
            ContentType = "json",
            Default = RunningMean.Of(before),
            Learned = RunningMean.Of(after),
        };

        Assert.True(Score([0.50, 0.51, 0.49, 0.50], [0.60, 0.61, 0.59]).IsImproved);
        Assert.False(Score([0.10, 0.90, 0.20, 0.80], [0.60, 0.61, 0.59]).IsImproved);
        Assert.False(Score([0.60, 0.61, 0.59], [0.50, 0.51, 0.49]).IsImproved);
        Assert.False(Score([0.60, 0.61, 0.59], []).IsImproved);
    }

    private static ScoreBoard Begin(PolicyView policy, params Adaptation[] earlier)
    {
        var board = new ScoreBoard();
        board.Begin("json", policy, earlier, default);
        return board;
    }
}
