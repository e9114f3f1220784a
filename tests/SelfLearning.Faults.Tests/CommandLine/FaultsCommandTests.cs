using SelfLearning.Faults.CommandLine;

namespace SelfLearning.Faults.Tests.CommandLine;

public sealed class FaultsCommandTests
{
    [Theory]
    [InlineData("--minutes", "0", "--minutes '0' is not a whole number from 1 to 1440.")]
    [InlineData("--silos", "1", "--silos '1' is not a whole number from 2 to 9.")]
    [InlineData("--seed", "x", "--seed 'x' is not a whole number, 0 or more.")]
    [InlineData("--faults", "kill,none", "--faults 'kill,none' is not a list of kinds with commas between them: kill, freeze,")]
    [InlineData("--storage", "memory", "--storage 'memory' is not blob or table.")]
    [InlineData("--output", "xml", "--output 'xml' is not text or json.")]
    public async Task A_wrong_argument_is_one_line_that_names_the_rule_and_exit_code_1(string option, string value, string message)
    {
        var error = new StringWriter();

        Assert.Equal(1, await FaultsCommand.InvokeAsync([option, value], error));
        Assert.StartsWith(message, error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }
}
