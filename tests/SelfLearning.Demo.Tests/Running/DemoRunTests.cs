using SelfLearning.Demo.CommandLine;
using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Input;
using SelfLearning.Demo.Links;
using SelfLearning.Demo.Running;
using SelfLearning.Demo.Tests.Compression;
using SelfLearning.Demo.Tests.Input;
using SelfLearning.Demo.Tests.Reporting;

namespace SelfLearning.Demo.Tests.Running;

public class DemoRunTests
{
    [Fact]
    public async Task A_run_judges_every_result_by_what_was_measured_and_sends_it_before_it_ends()
    {
        using var folder = new TemporaryFolder();
        folder.Write("in/a.json", BlockCodecTests.Text(5_000));
        using var data = DataFolder.Open(Path.Combine(folder.Path, "data"));
        using var stop = new CancellationTokenSource();
        var sent = new Dictionary<string, double>();
        var served = 0;
        var calls = new CompressionCalls(
            (_, _) =>
            {
                // The fifth call ends the run, as Ctrl+C does.
                if (++served == 5) stop.Cancel();
                return Task.FromResult(Result($"result-{served}"));
            },
            (feedbacks, _) =>
            {
                foreach (var feedback in feedbacks) sent.Add(feedback.ResultId, feedback.Feedback.Quality);
                return Task.FromResult<IReadOnlyList<FeedbackReceipt>>([.. feedbacks.Select(_ => FeedbackReceipt.Accepted)]);
            },
            (_, _) => Task.FromResult(Adaptations.Policy(Setting.Default.Codec, Setting.Default.Level, learned: sent.Count)),
            (_, _) => Task.FromResult<IReadOnlyList<Adaptation>>([]));
        var said = new List<string>();
        var run = new DemoRun(
            new DemoOptions([], new LinkSpeed(1_000_000), TimeSpan.FromHours(1), data.FullPath, OutputFormat.Text, Verify: true, Seed: 1, Port: 0),
            FileCatalog.Find([Path.Combine(folder.Path, "in")], null, default), data, calls, said.Add, _ => { }, TimeProvider.System);

        var report = await run.RunAsync(stop.Token);

        Assert.True(report.IsStoppedEarly);
        Assert.Null(report.Verdict);
        Assert.False(report.IsResumed);
        Assert.Equal(served, sent.Count);
        Assert.All(sent.Values, quality => Assert.Equal(2.0 / 3, quality, 12));
        Assert.Equal((served, 0), ((int)report.Acknowledged, report.Unsent));
        Assert.Equal(report.AcknowledgedInAllRuns, report.KnownToSilo);
        Assert.Equal(served, data.ReadBaseline(new LinkSpeed(1_000_000))["json"].Count);
        Assert.StartsWith("nothing learned before", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void One_core_is_left_to_the_silo() =>
        Assert.Equal([1, 1, 3, 8], new[] { 1, 2, 4, 64 }.Select(WorkLoop.Workers));

    private static ModuleResult<CompressedBlock> Result(string id) => new()
    {
        Id = id,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Data = new CompressedBlock
        {
            Data = [],
            Codec = Setting.Default.Codec,
            Level = Setting.Default.Level,
            OriginalSize = 5_000,
            CompressionMs = 8,
            TransferMs = 12,
            UncompressedMs = 40,
        },
        ExecutionTimeMs = 8,
        AdaptationApplied = false,
        Status = OperationStatus.Success,
        Parameters = [],
    };
}
