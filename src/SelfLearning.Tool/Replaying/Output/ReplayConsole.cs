using SelfLearning.Tool.Evaluation.Output;
using SelfLearning.Tool.Replaying.Results;
using Spectre.Console;

namespace SelfLearning.Tool.Replaying.Output;

/// <summary>
/// What the user sees: on a terminal a progress bar, elsewhere a line on the error output for each phase and tenth; then the result.
/// </summary>
internal sealed class ReplayConsole(bool isJson, bool isTerminal, TextWriter output, TextWriter error, IAnsiConsole terminal)
{
    private const int Tenths = 10;

    /// <summary>Runs with a display of its progress.</summary>
    /// <param name="run">Gets what to call, from any thread, with what is done.</param>
    public ReplayReport Show(Func<Action<ReplayProgress>, ReplayReport> run)
    {
        if (!isTerminal || isJson) return run(SayProgress());
        return terminal.Progress()
            .Columns(new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                var (gate, phase, bar) = (new Lock(), "", (ProgressTask?)null);
                var report = run(progress =>
                {
                    lock (gate)
                    {
                        if (bar is null || progress.Phase != phase)
                        {
                            bar?.Value(1).StopTask();
                            (bar, phase) = (context.AddTask(Markup.Escape(progress.Phase), maxValue: 1), progress.Phase);
                        }

                        // Threads report out of order.
                        bar.Value = Math.Max(bar.Value, progress.Share);
                    }
                });
                if (!report.Partial) bar?.Value(1).StopTask();
                return report;
            });
    }

    /// <summary>Writes the result.</summary>
    public void Show(ReplayReport report)
    {
        if (isJson) output.WriteLine(ReplayJson.Of(report));
        else ReplayText.Write(isTerminal ? terminal : PlainConsole.To(output), report);
    }

    private Action<ReplayProgress> SayProgress()
    {
        var (gate, last) = (new Lock(), ("", 0));
        return progress =>
        {
            var step = (progress.Phase, (int)(progress.Share * Tenths));
            lock (gate)
            {
                if (step.Phase == last.Item1 && step.Item2 <= last.Item2) return;
                last = step;
                error.WriteLine($"{progress.Phase}: {step.Item2 * 100 / Tenths} %");
            }
        };
    }
}
