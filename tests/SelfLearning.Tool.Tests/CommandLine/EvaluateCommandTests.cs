using SelfLearning.Tool.CommandLine;

namespace SelfLearning.Tool.Tests.CommandLine;

public class EvaluateCommandTests
{
    [Theory]
    [InlineData("--seeds 0", "--seeds '0' is not a whole number from 1 to 100000.")]
    [InlineData("--seeds few", "--seeds 'few' is not a whole number from 1 to 100000.")]
    [InlineData("--threads 0", "--threads '0' is not a whole number, 1 or more.")]
    [InlineData("--scenario S9", "--scenario 'S9' begins the name of no scenario")]
    [InlineData("--output xml", "--output 'xml' is not known: it is text or json.")]
    [InlineData("--sedes 3", "--sedes")]
    [InlineData("--pooling 0", "--pooling '0' is not a number above 0 and at most 0.95.")]
    [InlineData("--pooling 0.96", "--pooling '0.96' is not a number above 0 and at most 0.95.")]
    [InlineData("--pooling NaN", "--pooling 'NaN' is not a number above 0 and at most 0.95.")]
    [InlineData("--pooling much", "--pooling 'much' is not a number above 0 and at most 0.95.")]
    [InlineData("--pooling 0.8 --scenario S1", "--scenario 'S1' begins the name of no world: they begin with shared, small, idio, rare, null.")]
    [InlineData("--scenario rare", "--scenario 'rare' begins the name of no scenario")]
    public async Task A_wrong_argument_ends_with_1_and_one_line_that_says_what_is_wrong(string arguments, string expected)
    {
        using var error = new StringWriter();
        Assert.Equal(1, await ToolCommand.InvokeAsync(["evaluate", .. arguments.Split(' ')], error));
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().Trim().Split('\n'));
    }
}
