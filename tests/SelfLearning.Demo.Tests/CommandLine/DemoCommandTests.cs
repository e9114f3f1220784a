using SelfLearning.Demo.CommandLine;

namespace SelfLearning.Demo.Tests.CommandLine;

public class DemoCommandTests
{
    [Fact]
    public async Task Without_arguments_the_defaults_hold()
    {
        var options = await Read();

        Assert.Empty(options.Paths);
        Assert.Equal(DemoCommand.DefaultLink, options.Link.ToString());
        Assert.Equal(TimeSpan.FromSeconds(60), options.Duration);
        Assert.Equal(Path.Combine("data", "demo"), options.Data);
        Assert.Equal((OutputFormat.Text, false, 1, 0), (options.Output, options.Verify, options.Seed, options.Port));
    }

    [Fact]
    public async Task Every_option_is_read()
    {
        var options = await Read("--path", "a", "--path", "b", "--link", "10Mbit", "--seconds", "5", "--data", "d", "--output", "json", "--verify", "--seed", "7", "--port", "8081");

        Assert.Equal(["a", "b"], options.Paths.AsEnumerable());
        Assert.Equal(10_000_000, options.Link.BitsPerSecond);
        Assert.Equal((TimeSpan.FromSeconds(5), "d", OutputFormat.Json, true, 7, 8_081), (options.Duration, options.Data, options.Output, options.Verify, options.Seed, options.Port));
    }

    [Theory]
    [InlineData("--link 'slow'", "--link", "slow")]
    [InlineData("--seconds '0'", "--seconds", "0")]
    [InlineData("--seconds 'soon'", "--seconds", "soon")]
    [InlineData("--seconds '86401'", "--seconds", "86401")]
    [InlineData("--output 'xml'", "--output", "xml")]
    [InlineData("--seed", "--seed", "x")]
    [InlineData("--port '0'", "--port", "0")]
    [InlineData("--port '65536'", "--port", "65536")]
    [InlineData("--colour", "--colour", "red")]
    [InlineData("--data", "--data")]
    public async Task A_wrong_argument_is_exit_code_1_and_one_line_that_names_it(string named, params string[] args)
    {
        using var error = new StringWriter();

        var code = await DemoCommand.InvokeAsync(args, _ => throw new InvalidOperationException("It must not run."), error);

        Assert.Equal(1, code);
        var line = Assert.Single(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(named, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exit_code_is_that_of_the_run() =>
        Assert.Equal(3, await DemoCommand.InvokeAsync([], _ => Task.FromResult(3), TextWriter.Null));

    private static async Task<DemoOptions> Read(params string[] args)
    {
        DemoOptions? read = null;
        using var error = new StringWriter();
        var code = await DemoCommand.InvokeAsync(args, options =>
        {
            read = options;
            return Task.FromResult(0);
        }, error);
        Assert.Equal((0, ""), (code, error.ToString()));
        return read!;
    }
}
