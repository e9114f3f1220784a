using System.Globalization;
using System.Text.Json;
using SelfLearning.Tool.CommandLine;
using SelfLearning.Tool.Tests.Replaying.Logged;

namespace SelfLearning.Tool.Tests.CommandLine;

/// <summary>Logged decisions from the command line to the files: the console is one for all, so these run alone.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class LoggedReplayCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("selflearning-");

    private string LogFile => Path.Combine(_folder.FullName, "log.csv");

    private string Page => Path.Combine(_folder.FullName, "page.html");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_log_gives_estimates_as_json_and_a_page_the_same_on_any_number_of_threads()
    {
        WriteLog(3_000);
        var (code, one, _) = await Invoke("--propensity", "p", "--seeds", "3", "--output", "json", "--threads", "1", "--report", Page);
        Assert.Equal(0, code);
        var firstPage = await File.ReadAllTextAsync(Page);
        var (_, many, _) = await Invoke("--propensity", "p", "--seeds", "3", "--output", "json", "--threads", "3", "--report", Page);
        Assert.Equal(one, many);
        Assert.Equal(firstPage, await File.ReadAllTextAsync(Page));
        Assert.Contains("What each policy would have earned", firstPage, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Name, one + firstPage, StringComparison.Ordinal);

        var report = JsonDocument.Parse(one).RootElement;
        Assert.Equal("logged", report.GetProperty("kind").GetString());
        Assert.Equal(3_000, report.GetProperty("data").GetProperty("rows").GetInt64());
        var learned = report.GetProperty("estimates")[0];
        Assert.Equal(
            [
                "policy", "values", "rejection", "confidence", "inversePropensity", "selfNormalised", "doublyRobust", "effectiveSampleSize", "meanWeight",
                "largestWeight", "zeroWeightShare", "unsupportedShare",
            ],
            learned.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["mean", "standardError", "accepted", "offered"], learned.GetProperty("rejection").EnumerateObject().Select(property => property.Name));
        Assert.Equal(["estimate", "lower", "upper"], learned.GetProperty("doublyRobust").EnumerateObject().Select(property => property.Name));
        Assert.Equal(9_000, learned.GetProperty("rejection").GetProperty("offered").GetInt64());
    }

    [Fact]
    public async Task The_text_has_the_estimates_and_what_cannot_be_concluded()
    {
        WriteLog(3_000);
        var (code, text, _) = await Invoke("--propensity", "p", "--seeds", "2");
        Assert.Equal(0, code);
        foreach (var words in new[] { "3,000 logged decisions", "Replay by rejection: mean feedback 0.", "always warm", "What cannot be concluded:", "Intervals speak of the average" })
            Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1.01")]
    [InlineData("-0.5")]
    [InlineData("NaN")]
    [InlineData("often")]
    public async Task A_propensity_that_is_no_probability_is_named_with_row_column_and_rule(string propensity)
    {
        await File.WriteAllTextAsync(LogFile, $"kind,style,p,score\nletters,plain,0.5,1\nletters,warm,{propensity},1\n");
        var (code, _, error) = await Invoke("--propensity", "p");
        Assert.Equal(1, code);
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.Contains('%', StringComparison.Ordinal));
        foreach (var word in new[] { "log.csv", "3", "'p'", $"'{propensity}'", "probability above 0 and at most 1" }) Assert.Contains(word, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_apply_to_a_log_is_refused()
    {
        WriteLog(10);
        await Refused("--calls does not apply to logged decisions", "--propensity", "p", "--calls", "5");
        await Refused("--bernoulli does not apply to logged decisions", "--propensity", "p", "--bernoulli");
        await Refused("--propensity COL when the rows are decisions");
        await Refused("cannot be written", "--propensity", "p", "--report", Path.Combine(_folder.FullName, "none", "page.html"));
    }

    private async Task Refused(string words, params string[] args)
    {
        var (code, output, error) = await Invoke(args);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> Invoke(params string[] args)
    {
        var (output, error) = (Console.Out, Console.Error);
        using StringWriter toOutput = new(), toError = new();
        try
        {
            Console.SetOut(toOutput);
            Console.SetError(toError);
            var code = await ToolCommand.InvokeAsync(
                ["replay", "--data", LogFile, "--context", "kind", "--parameter", "style", "--default", "style=plain", "--feedback", "score", .. args], toError);
            return (code, toOutput.ToString(), toError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    private void WriteLog(int rows)
    {
        using var file = new StreamWriter(LogFile);
        file.WriteLine("kind,style,p,score");
        foreach (var row in new LoggedWorld().Rows(1, rows))
        {
            var style = LoggedWorld.Space[0].Values[row.Setting.Span[0]];
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Context},{style},{row.Propensity},{row.Feedback}"));
        }
    }
}
