using SelfLearning.Tool.Evaluation.Results;
using SelfLearning.Tool.Evaluation.Scenarios;
using Spectre.Console;

namespace SelfLearning.Tool.Evaluation.Output;

/// <summary>
/// What the user sees: on a terminal a progress bar, elsewhere a line on the error output for each scenario that is done; then the result.
/// </summary>
internal sealed class EvaluationConsole(bool isJson, bool isTerminal, TextWriter output, TextWriter error, IAnsiConsole terminal)
{
    private const int PipeWidth = 100;

    private bool HasBar => isTerminal && !isJson;

    /// <summary>Runs with a display of its progress.</summary>
    /// <param name="scenarios">What is run.</param>
    /// <param name="seeds">The runs of each.</param>
    /// <param name="run">Gets what to call, from any thread, whenever a run of a scenario is done.</param>
    public EvaluationReport Show(IReadOnlyList<Scenario> scenarios, int seeds, Func<Action<Scenario>, EvaluationReport> run)
    {
        if (!HasBar) return run(SayDone(scenarios, seeds));
        return terminal.Progress()
            .Columns(
                new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                var bar = context.AddTask("scenarios", maxValue: scenarios.Count * seeds);
                return run(scenario =>
                {
                    bar.Description = Markup.Escape(scenario.Name);
                    bar.Increment(1);
                });
            });
    }

    /// <summary>Writes the result.</summary>
    public void Show(EvaluationReport report)
    {
        if (isJson) output.WriteLine(JsonReport.Of(report));
        else TextReport.Write(isTerminal ? terminal : Plain(), report);
    }

    private IAnsiConsole Plain()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = PipeWidth;
        return console;
    }

    private Action<Scenario> SayDone(IReadOnlyList<Scenario> scenarios, int seeds)
    {
        var left = scenarios.ToDictionary(s => s, _ => seeds);
        var (gate, done) = (new Lock(), 0);
        return scenario =>
        {
            lock (gate)
            {
                if (--left[scenario] > 0) return;
                error.WriteLine($"{++done} of {scenarios.Count} scenarios: {scenario.Name} is done");
            }
        };
    }
}
