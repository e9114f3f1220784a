using System.Text.Json;

namespace SelfLearning.Benchmarks.Tests.CommandLine;

public sealed class CompareCommandTests
{
    [Fact]
    public async Task Json_is_one_line_a_result_with_the_ratio_and_both_figures()
    {
        var (exit, output, _) = await BenchmarksProcess.RunAsync("compare", "--only", "result-id", "--output", "json");

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.Equal(0, exit);
        Assert.Equal(["result-id/make", "result-id/verify"], lines.Select(line => line.GetProperty("name").GetString()));
        Assert.All(lines, line =>
        {
            foreach (var figure in (string[])["ratio", "a", "b"]) Assert.InRange(line.GetProperty(figure).GetDouble(), double.Epsilon, double.MaxValue);
            Assert.Equal("ids/s", line.GetProperty("unit").GetString());
        });
    }

    [Fact]
    public async Task A_workload_that_there_is_not_is_refused_with_those_there_are()
    {
        var (exit, _, errors) = await BenchmarksProcess.RunAsync("compare", "--only", "everything");

        Assert.Equal(1, exit);
        Assert.Contains("process", errors, StringComparison.Ordinal);
    }
}
