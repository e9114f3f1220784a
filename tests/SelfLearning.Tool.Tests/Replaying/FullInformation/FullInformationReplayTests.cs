using SelfLearning.Tool.Replaying;
using SelfLearning.Tool.Replaying.Output;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Tests.Replaying.FullInformation;

public class FullInformationReplayTests
{
    private static readonly ReplayReport Report = Replays.Run(Replays.Options);

    [Fact]
    public void The_better_value_is_learned_where_there_is_one()
    {
        var (folk, rock) = (Of("folk"), Of("rock"));
        Assert.Equal(("plain", "warm", 1.0), (folk.Default["style"], folk.Learned["style"], folk.LearnedShare));
        Assert.Equal(("warm", "plain"), (folk.Best!["style"], rock.Best!["style"]));
        Assert.Equal("plain", rock.Learned["style"]);
        Assert.True(Report.Totals.LearnedSecondHalf > Report.Totals.Never + 0.15);
    }

    [Fact]
    public void Alternatives_are_what_the_data_say()
    {
        var (folk, rock) = (Of("folk"), Of("rock"));
        Assert.Equal([0.3, 0.7, 0.7, 1.1 / 3, 0.7], Alternatives(folk), Near);
        Assert.Equal([0.6, 0.5, 0.6, 1.2 / 3, 0.6], Alternatives(rock), Near);
        Assert.Equal(1, folk.Traffic + rock.Traffic, 12);
        Assert.Equal((folk.Traffic * 0.3) + (rock.Traffic * 0.6), Report.Totals.Never!.Value, 9);
        Assert.Equal(Report.Totals.Learned!.Value - Report.Totals.Never.Value, Report.Totals.Gain!.Value, 9);
    }

    [Fact]
    public void Adaptations_know_what_the_data_say_of_them()
    {
        var made = Report.Adaptations.Where(adaptation => adaptation.Context == "folk" && adaptation.New == "warm" && adaptation.Old == "plain").ToList();
        Assert.Equal(4, made.Select(adaptation => adaptation.Seed).Distinct().Count());
        Assert.All(made, adaptation => Assert.Equal((0.4, false), (Math.Round(adaptation.Truth!.Value, 9), adaptation.Harmful)));
        Assert.Equal(Report.Adaptations.Length, Report.Totals.Adaptations);
        Assert.Equal(Report.Adaptations.Count(adaptation => adaptation.Truth < -0.02), Report.Totals.Harmful);
    }

    [Fact]
    public void The_curve_covers_all_calls_and_rises_to_what_was_learned()
    {
        Assert.Equal(50, Report.Curve.Length);
        Assert.Equal(0, Report.Curve[0].From);
        Assert.Equal(Replays.Options.Calls, Report.Curve[^1].To);
        Assert.All(Report.Curve.Zip(Report.Curve.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.Equal(Report.Totals.Learned!.Value, Report.Curve.Average(point => point.Learned!.Value), 9);
        Assert.True(Report.Curve[^1].Learned > Report.Curve[0].Learned);
    }

    [Fact]
    public void Confidence_in_the_better_value_rises_until_it_is_in_use()
    {
        var path = Report.ConfidencePaths.Single(path => path is { Context: "folk", Value: "warm" });
        Assert.True(path.Points[^1].InUse);
        Assert.Null(path.Points[^1].Confidence);
        Assert.False(path.Points[0].InUse);
    }

    [Fact]
    public void Reliability_counts_every_adaptation_and_ten_looks_at_every_candidate()
    {
        Assert.Equal(Report.Totals.Adaptations, Report.Reliability.Adaptations.Sum(bin => bin.Count));
        // Four runs, ten looks, two contexts with two candidates each.
        Assert.Equal(4 * 10 * 2 * 2, Report.Reliability.Candidates.Sum(bin => bin.Count));
        Assert.All(Report.Reliability.Candidates.Where(bin => bin.Count > 0), bin => Assert.InRange(bin.MeanConfidence!.Value, bin.From, bin.To));
    }

    [Fact]
    public void Without_learning_nothing_but_the_default_is_served()
    {
        var report = Replays.Run(Replays.Options with { Calls = 300, Module = new ModuleOptions { LearningMode = LearningMode.Off } });
        Assert.Equal((report.Totals.Never, 0), (report.Totals.Learned, report.Totals.Adaptations));
        Assert.False(report.Settings.Adapt);
    }

    [Fact]
    public void One_thread_and_many_give_the_same_bytes() =>
        Assert.Equal(ReplayJson.Of(Report), ReplayJson.Of(Replays.Run(Replays.Options with { Threads = 1 })));

    [Fact]
    public void An_interrupted_replay_counts_the_runs_that_were_finished_and_says_so()
    {
        using var stop = new CancellationTokenSource();
        var report = Replays.Run(Replays.Options with { Threads = 1 }, progress =>
        {
            if (progress is { Phase: ReplayProgress.Replaying, Share: >= 0.6 }) stop.Cancel();
        }, stop.Token);
        Assert.True(report.Partial);
        Assert.Equal(2, report.Totals.Runs);
        Assert.Equal(2 * Replays.Options.Calls, report.Totals.Calls);
        Assert.Contains(report.Caveats, caveat => caveat.Contains("interrupted: 2 of 4 runs", StringComparison.Ordinal));
    }

    [Fact]
    public void Interrupted_in_its_first_run_it_counts_the_calls_that_were_made()
    {
        using var stop = new CancellationTokenSource();
        var report = Replays.Run(Replays.Options with { Threads = 1 }, progress =>
        {
            if (progress.Phase == ReplayProgress.Replaying) stop.Cancel();
        }, stop.Token);
        Assert.True(report.Partial);
        Assert.Equal(1, report.Totals.Runs);
        Assert.InRange(report.Totals.Calls, 1, Replays.Options.Calls - 1);
    }

    [Fact]
    public void Interrupted_before_the_first_call_there_is_no_result() => Assert.Throws<OperationCanceledException>(
        () => Replays.Run(Replays.Options, cancellationToken: new CancellationToken(canceled: true)));

    private static ContextResult Of(string context) => Report.Contexts.Single(result => result.Context == context);

    private static double[] Alternatives(ContextResult context) =>
        [context.Never!.Value, context.BestFixed!.Value, context.BestPerContext!.Value, context.Uniform!.Value, context.Oracle!.Value];

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;
}
