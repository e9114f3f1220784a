using SelfLearning.Tool.Evaluation.Pooling;
using SelfLearning.Tool.Evaluation.Results;
using Spectre.Console;

namespace SelfLearning.Tool.Evaluation.Output;

/// <summary>
/// What the user sees: on a terminal a progress bar, elsewhere a line on the error output for each scenario or world that is done; then the result.
/// </summary>
internal sealed class EvaluationConsole(bool isJson, bool isTerminal, TextWriter output, TextWriter error, IAnsiConsole terminal)
{
    private bool HasBar => isTerminal && !isJson;

    /// <summary>Runs with a display of its progress.</summary>
    /// <param name="kind">What is run, in the plural: "scenarios".</param>
    /// <param name="names">Their names.</param>
    /// <param name="seeds">The runs of each.</param>
    /// <param name="run">Gets what to call, from any thread, with its name whenever a run of it is done.</param>
    public TReport Show<TReport>(string kind, IReadOnlyList<string> names, int seeds, Func<Action<string>, TReport> run)
    {
        if (!HasBar) return run(SayDone(kind, names, seeds));
        return terminal.Progress()
            .Columns(
                new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                var bar = context.AddTask(kind, maxValue: names.Count * seeds);
                return run(name =>
                {
                    bar.Description = Markup.Escape(name);
                    bar.Increment(1);
                });
            });
    }

    /// <summary>Writes the result.</summary>
    public void Show(EvaluationReport report) => Show(() => JsonReport.Of(report), console => TextReport.Write(console, report));

    /// <summary>Writes the result.</summary>
    public void Show(PoolingReport report) => Show(() => JsonReport.Of(report), console => PoolingTables.Write(console, report));

    private void Show(Func<string> json, Action<IAnsiConsole> write)
    {
        if (isJson) output.WriteLine(json());
        else write(isTerminal ? terminal : PlainConsole.To(output));
    }

    private Action<string> SayDone(string kind, IReadOnlyList<string> names, int seeds)
    {
        var left = names.ToDictionary(name => name, _ => seeds);
        var (gate, done) = (new Lock(), 0);
        return name =>
        {
            lock (gate)
            {
                if (--left[name] > 0) return;
                error.WriteLine($"{++done} of {names.Count} {kind}: {name} is done");
            }
        };
    }
}
