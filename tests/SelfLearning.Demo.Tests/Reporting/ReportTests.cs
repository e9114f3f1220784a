using System.Text.Json;
using SelfLearning.Demo.CommandLine;
using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Reporting;
using SelfLearning.Demo.Running;
using SelfLearning.Demo.Statistics;
using SelfLearning.Demo.Verification;
using Spectre.Console;

namespace SelfLearning.Demo.Tests.Reporting;

public class ReportTests
{
    private static readonly RunReport Report = new()
    {
        Contexts =
        [
            new ContextScore
            {
                ContentType = "json",
                Operations = 1_234,
                AtStart = new Setting("gzip", 6),
                InUse = new Setting("zlib", 1),
                Default = RunningMean.Of([0.50, 0.52]),
                Learned = RunningMean.Of([0.70, 0.71, 0.72]),
                Adaptations = [Adaptations.Of(1, "level", "6", "1"), Adaptations.Of(2, "codec", "gzip", "zlib")],
                KnownFeedbacks = 900,
            },
            new ContextScore { ContentType = "zip", Operations = 5, Default = RunningMean.Of([0.4]) },
        ],
        Acknowledged = 800,
        AcknowledgedInAllRuns = 900,
    };

    [Fact]
    public void The_JSON_has_the_agreed_members_and_no_others()
    {
        var json = Parse(Report with { Verdict = new SweepVerdict { Alike = 1, Compressible = 3 }, IsResumed = true });

        Assert.Equal(["contexts", "improved", "alike", "falselyAdapted", "resumed", "feedback", "sweep"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal((1, 1, 0), (json.GetProperty("improved").GetInt32(), json.GetProperty("alike").GetInt32(), json.GetProperty("falselyAdapted").GetInt32()));
        Assert.True(json.GetProperty("resumed").GetBoolean());
        Assert.Equal((800, 900, 900), (Feedback("acknowledged"), Feedback("acknowledgedInAllRuns"), Feedback("knownToSilo")));
        Assert.Equal(
            ["compressible", "improvedCompressible", "incompressible", "adaptedIncompressible", "alike", "adaptedAlike", "falselyAdapted", "unjudged"],
            json.GetProperty("sweep").EnumerateObject().Select(p => p.Name));
        Assert.Equal(3, json.GetProperty("sweep").GetProperty("compressible").GetInt32());
        var first = json.GetProperty("contexts")[0];
        Assert.Equal(["context", "operations", "defaultQuality", "learnedQuality", "adaptations"], first.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("json", 1_234, 2), (first.GetProperty("context").GetString(), first.GetProperty("operations").GetInt64(), first.GetProperty("adaptations").GetInt32()));
        Assert.Equal(0.51, first.GetProperty("defaultQuality").GetDouble(), 12);
        Assert.Equal(0.71, first.GetProperty("learnedQuality").GetDouble(), 12);

        long Feedback(string name) => json.GetProperty("feedback").GetProperty(name).GetInt64();
    }

    [Fact]
    public void What_was_not_measured_is_null_and_not_zero()
    {
        var json = Parse(Report);

        Assert.Equal(JsonValueKind.Null, json.GetProperty("alike").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("falselyAdapted").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("sweep").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("contexts")[1].GetProperty("learnedQuality").ValueKind);
        Assert.False(json.GetProperty("resumed").GetBoolean());
    }

    [Fact]
    public void With_JSON_the_output_is_one_line_and_progress_goes_to_the_error_output()
    {
        var (output, error) = Show(OutputFormat.Json, isTerminal: true);

        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("{\"contexts\":[", output, StringComparison.Ordinal);
        Assert.Contains("1,000 operations", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Piped_text_is_plain_lines_with_means_counts_confidence_and_reason()
    {
        var (output, error) = Show(OutputFormat.Text, isTerminal: false);

        Assert.Empty(error);
        Assert.DoesNotContain('\u001b', output);
        Assert.Contains($"json: {Setting.Default} -> zlib 1; 1,234 operations; quality 0.510 (2) -> 0.710 (3); better", output, StringComparison.Ordinal);
        Assert.Contains("codec gzip -> zlib, confidence 0.83: codec zlib did better.", output, StringComparison.Ordinal);
        Assert.Contains($"zip: {Setting.Default} -> {Setting.Default}; 5 operations; quality 0.400 (1) -> -; kept", output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 content types improved", output, StringComparison.Ordinal);
        Assert.Contains("900 acknowledged, 900 known to the silo", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_progress_is_a_line_each_ten_seconds_and_one_for_each_phase()
    {
        using var output = new StringWriter();
        var console = new DemoConsole(OutputFormat.Text, false, output, TextWriter.Null, AnsiConsole.Create(new AnsiConsoleSettings()));
        var lines = console.ShowAsync(progress =>
        {
            for (var s = 1; s <= 31; s++) progress(new RunProgress("learning", s / 31.0, TimeSpan.FromSeconds(s), s, 0, 0));
            progress(new RunProgress("verifying", 0.1, TimeSpan.FromSeconds(1), 31, 0, 0));
            return Task.FromResult(Report);
        });

        Assert.True(lines.IsCompletedSuccessfully);
        Assert.Equal(["learning 1 s", "learning 11 s", "learning 21 s", "learning 31 s", "verifying 1 s"],
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(':')[0]));
    }

    [Theory, InlineData(80), InlineData(120)]
    public void On_a_terminal_each_content_type_has_a_row_and_each_adaptation_its_reason(int width)
    {
        var large = new RunningMean(1_999, 0.512, 1);
        var text = Table(Report with { Contexts = [.. Report.Contexts.Select(c => c with { Operations = 2_400, Default = large, Learned = large, InUse = new Setting("deflate", 9) })] }, width);

        var row = text.Split('\n').Single(l => l.Contains("json ", StringComparison.Ordinal) && l.Contains("2,400", StringComparison.Ordinal));
        foreach (var part in new[] { "2,400", Setting.Default.ToString(), "deflate 9", "0.512 (1,999)", "0.83", "unclear" })
            Assert.Contains(part, row, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
        Assert.Contains("json codec gzip -> zlib: codec zlib did better.", text, StringComparison.Ordinal);
        Assert.Contains("json level 6 -> 1: level 1 did better.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_while_the_bar_is_shown_stays_on_the_terminal()
    {
        using var text = new StringWriter();
        var console = new DemoConsole(OutputFormat.Text, true, TextWriter.Null, TextWriter.Null, Terminal(text, 80));

        await console.ShowAsync(progress =>
        {
            progress(new RunProgress("learning", 0.5, TimeSpan.FromSeconds(30), 1_000, 900, 1));
            console.Say("adapted json");
            return Task.FromResult(Report);
        });

        Assert.Contains("adapted json", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_resumed_run_says_so_with_what_is_in_use()
    {
        Assert.StartsWith("nothing learned before", ReportText.Start([new ContextScore { ContentType = "json" }]), StringComparison.Ordinal);
        Assert.Equal("resumed: 40 feedbacks learned in earlier runs; in use: json brotli 2", ReportText.Start(
            [new ContextScore { ContentType = "json", KnownFeedbacks = 40, AtStart = new Setting("brotli", 2) }]));
    }

    private static string Table(RunReport report, int width)
    {
        using var text = new StringWriter();
        TableReport.Write(Terminal(text, width), report);
        return text.ToString();
    }

    private static IAnsiConsole Terminal(TextWriter text, int width)
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        terminal.Profile.Width = width;
        return terminal;
    }

    private static JsonElement Parse(RunReport report)
    {
        var line = JsonReport.Of(report).ToLine();
        Assert.DoesNotContain('\n', line);
        return JsonDocument.Parse(line).RootElement;
    }

    private static (string Output, string Error) Show(OutputFormat format, bool isTerminal)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new DemoConsole(format, isTerminal, output, error, AnsiConsole.Create(new AnsiConsoleSettings()));
        console.ShowAsync(progress =>
        {
            if (format == OutputFormat.Json) progress(new RunProgress("learning", 0.5, TimeSpan.FromSeconds(30), 1_000, 900, 1));
            return Task.FromResult(Report);
        }).GetAwaiter().GetResult();
        console.Show(Report);
        return (output.ToString(), error.ToString());
    }
}
