using SelfLearning.Benchmarks.Comparing;
using SelfLearning.Benchmarks.Workloads.Learning;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>A learning cycle and the record that is made of what it learned, without the write, for each feedback.</summary>
internal sealed class CycleWorkload : IWorkload
{
    private const string Unit = "us/feedback";

    public string Name => "cycle";

    public string Description => "a learning cycle of 100 feedbacks and its record, with 1, 3 and 6 parameters; 400 against 100 feedbacks; 12 against 3 candidates";

    public Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var one = new CycleRun(LearningWorld.Module("lyrics", 1), 100);
        var three = new CycleRun(LearningWorld.Module("lyrics", 3), 100);
        Compare(bench, "cycle/1-parameter", one, three, [], "b is 3 parameters", cancellationToken);
        Compare(bench, "cycle/3-parameters", three, one, [Target.SubjectAtMost(5, 2)], "b is 1 parameter", cancellationToken);
        Compare(bench, "cycle/6-parameters", new CycleRun(LearningWorld.Module("lyrics", 6), 100), three, [], "b is 3 parameters", cancellationToken);
        Compare(
            bench, "cycle/400-feedbacks", new CycleRun(LearningWorld.Module("lyrics", 3), 400), three, [Target.RatioAtMost(1.5, 1.15)],
            "b is 100 feedbacks; linear means 1 or less", cancellationToken);
        Compare(
            bench, "cycle/12-candidates", new CycleRun(LearningWorld.ModuleWithCandidates("lyrics", 12), 100), new CycleRun(LearningWorld.ModuleWithCandidates("lyrics", 3), 100),
            [Target.RatioAtMost(4, 3)], "b is 3 candidates; linear means 4 or less", cancellationToken);
        return Task.CompletedTask;
    }

    /// <summary>Measures two contexts against each other, in turns, and reports what a feedback costs them.</summary>
    public static void Compare(
        Bench bench, string name, CycleRun subject, CycleRun reference, IReadOnlyList<Target> targets, string note, CancellationToken cancellationToken)
    {
        subject.Run(2 * bench.RoundTime);
        reference.Run(2 * bench.RoundTime);
        var rounds = new List<(double A, double B, double BytesA, double BytesB)>();
        for (var i = 0; i < Bench.Rounds; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // In turns, so that what the machine does beside them meets both alike.
            foreach (var run in i % 2 == 0 ? (CycleRun[])[subject, reference] : [reference, subject])
            {
                GC.Collect();
                run.Restart();
                run.Run(bench.RoundTime / 2);
            }

            rounds.Add((subject.Microseconds, reference.Microseconds, subject.Bytes, reference.Bytes));
        }

        var ratio = Spread.Of(rounds.Select(round => round.A / round.B));
        bench.Report(new Result
        {
            Name = name,
            Ratio = ratio.Median,
            Low = ratio.Low,
            High = ratio.High,
            A = Spread.Of(rounds.Select(round => round.A)).Median,
            B = Spread.Of(rounds.Select(round => round.B)).Median,
            Unit = Unit,
            BytesA = Spread.Of(rounds.Select(round => round.BytesA)).Median,
            BytesB = Spread.Of(rounds.Select(round => round.BytesB)).Median,
            Targets = targets,
            Note = note,
        });
    }
}
