using SelfLearning.Demo.CommandLine;
using SelfLearning.Demo.Running;
using Spectre.Console;

namespace SelfLearning.Demo.Reporting;

/// <summary>
/// What the user sees: on a terminal a progress bar and a table, in a pipe plain lines. With JSON the standard output has the JSON line
/// only, and progress goes to the error output.
/// </summary>
internal sealed class DemoConsole(OutputFormat format, bool isTerminal, TextWriter output, TextWriter error, IAnsiConsole terminal)
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    private TimeSpan _lastLine;
    private string _lastPhase = "";

    private bool UsesTerminal => isTerminal && format == OutputFormat.Text;

    /// <summary>A line before or during the run.</summary>
    public void Say(string line)
    {
        // Through the terminal, which moves a bar that is shown out of the way.
        if (UsesTerminal) terminal.WriteLine(line);
        else (format == OutputFormat.Json ? error : output).WriteLine(line);
    }

    /// <summary>Runs with a display of its progress.</summary>
    /// <param name="run">Gets the place to report progress to.</param>
    public async Task<RunReport> ShowAsync(Func<Action<RunProgress>, Task<RunReport>> run)
    {
        if (!UsesTerminal) return await run(SayProgress);
        RunReport? report = null;
        await terminal.Progress().Columns(new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }).StartAsync(async context =>
        {
            ProgressTask? bar = null;
            var phase = "";
            report = await run(progress =>
            {
                if (bar is null || progress.Phase != phase)
                {
                    End(bar);
                    (bar, phase) = (context.AddTask(Markup.Escape(progress.Phase), maxValue: 1), progress.Phase);
                }

                bar.Value = progress.Share;
                bar.Description = Markup.Escape(ReportText.Short(progress));
            });
            if (!report.IsStoppedEarly) End(bar);
        });
        return report!;

        // Progress comes once a second, so that the last share told is below 1.
        static void End(ProgressTask? bar) => bar?.Value(1).StopTask();
    }

    /// <summary>Writes the result.</summary>
    public void Show(RunReport report)
    {
        if (format == OutputFormat.Json) output.WriteLine(JsonReport.Of(report).ToLine());
        else if (UsesTerminal) TableReport.Write(terminal, report);
        else foreach (var line in LineReport.Of(report)) output.WriteLine(line);
    }

    private void SayProgress(RunProgress progress)
    {
        if (progress.Phase == _lastPhase && progress.Elapsed - _lastLine < LineInterval) return;
        (_lastPhase, _lastLine) = (progress.Phase, progress.Elapsed);
        Say(ReportText.Of(progress));
    }
}
