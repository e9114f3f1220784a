namespace SelfLearning.Benchmarks.Tests.CommandLine;

public sealed class HttpCommandTests
{
    [Fact]
    public async Task It_says_rate_times_receipts_and_that_nothing_acknowledged_is_lost()
    {
        var (exit, output, errors) = await BenchmarksProcess.RunAsync("http", "--seconds", "2", "--rate", "100", "--contexts", "3");

        Assert.True(exit == 0, $"{exit}: {output}\n{errors}");
        Assert.Contains("single, 100 a second due, 2 s:", output, StringComparison.Ordinal);
        Assert.Contains("p99 ", output, StringComparison.Ordinal);
        Assert.Contains("200 accepted", output, StringComparison.Ordinal);
        Assert.Contains("batches of 100", output, StringComparison.Ordinal);
        Assert.Contains(", 0 without an answer: nothing lost, nothing twice", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_out_of_its_range_is_refused_with_the_range()
    {
        var (exit, _, errors) = await BenchmarksProcess.RunAsync("http", "--seconds", "0");

        Assert.Equal(1, exit);
        Assert.Contains("--seconds '0' is not a whole number from 1 to 3600", errors, StringComparison.Ordinal);
    }
}
