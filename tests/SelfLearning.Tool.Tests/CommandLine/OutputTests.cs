using SelfLearning.Tool.CommandLine;

namespace SelfLearning.Tool.Tests.CommandLine;

[Collection(ConsoleCollection.Name)]
public class OutputTests
{
    [Fact]
    public async Task An_output_that_cannot_be_written_ends_with_1_and_one_line()
    {
        var output = Console.Out;
        using var full = new FullWriter();
        using var error = new StringWriter();
        Console.SetOut(full);
        try
        {
            Assert.Equal(1, await ToolCommand.InvokeAsync(["evaluate", "--seeds", "1", "--scenario", "N K2", "--output", "json"], error));
        }
        finally
        {
            Console.SetOut(output);
        }

        Assert.Equal("The output cannot be written: No space left on device", error.ToString().Trim());
    }

    private sealed class FullWriter : StringWriter
    {
        public override void Write(char value) => throw new IOException("No space left on device");

        public override void Write(string? value) => throw new IOException("No space left on device");

        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }
}
