using Spectre.Console;

namespace SelfLearning.Tool.Evaluation.Output;

/// <summary>A console for pipes and files: no colours, no control characters.</summary>
internal static class PlainConsole
{
    private const int Width = 100;

    public static IAnsiConsole To(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = Width;
        return console;
    }
}
