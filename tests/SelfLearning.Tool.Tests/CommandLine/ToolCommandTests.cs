using SelfLearning.Tool.CommandLine;

namespace SelfLearning.Tool.Tests.CommandLine;

public class ToolCommandTests
{
    [Theory]
    [InlineData("'foo' is not a command: there are evaluate, replay, doctor, key.", "foo")]
    [InlineData("'--dta'", "replay", "--dta", "x")]
    public async Task What_is_not_known_is_named(string words, params string[] args)
    {
        using var error = new StringWriter();
        Assert.Equal(1, await ToolCommand.InvokeAsync(args, error));
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().Trim().Split('\n'));
    }
}
