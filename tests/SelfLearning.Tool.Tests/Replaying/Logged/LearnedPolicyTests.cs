using SelfLearning.Tool.Replaying.Logged;

namespace SelfLearning.Tool.Tests.Replaying.Logged;

/// <summary>The learned policy changes with what it sees: its intervals must hold for the average of the policies that were in force.</summary>
public class LearnedPolicyTests
{
    private const int Logs = 60;
    private const int Rows = 3_000;

    private static readonly LoggedWorld World = new() { Later = [[0.6, 0.45, 0.35], [0.6, 0.7, 0.5]] };

    [Fact]
    public void Intervals_hold_for_the_policies_in_force_whenever_one_looks()
    {
        var (inverse, robust, errors) = (0, 0, new List<double>());
        for (var seed = 0; seed < Logs; seed++)
        {
            var (inverseMissed, robustMissed, error) = Follow((ulong)seed);
            if (inverseMissed) inverse++;
            if (robustMissed) robust++;
            errors.Add(error);
        }

        var most = (PolicyComparison.Alpha + Math.Sqrt(PolicyComparison.Alpha * (1 - PolicyComparison.Alpha) / Logs)) * Logs;
        Assert.True(inverse <= most, $"inverse propensity missed in {inverse} of {Logs} logs");
        Assert.True(robust <= most, $"doubly robust missed in {robust} of {Logs} logs");
        // And it is unbiased, although the rows it learns from are those it is evaluated on.
        Sample.Of(errors).AssertMean(0, "error of the doubly robust estimate");
    }

    private static (bool Inverse, bool Robust, double Error) Follow(ulong seed)
    {
        var log = World.Log(seed, Rows);
        RejectionRun[] runs =
            [.. Enumerable.Range(1, 3).Select(run => new RejectionRun(log, [.. log.Contexts.Select(ContextKey.Encode)], LoggedWorld.Options(), run))];
        var comparison = new PolicyComparison(log);
        var (value, rows, missed) = (0.0, 0, (Inverse: false, Robust: false));
        foreach (var row in log.Read())
        {
            ServedShares[] served = [.. runs.Select(run => run.Offer(row))];
            comparison.Add(row, served);
            var means = (rows >= Rows / 2 ? World.Later! : World.Means)[log.Contexts[row.Context] == "letters" ? 0 : 1];
            value += served.Average(shares => Enumerable.Range(0, 3).Sum(setting => shares[setting] * means[LoggedPlace(log, setting)]));
            rows++;
            if (rows % 250 != 0) continue;
            var evaluation = comparison.Learned.Evaluation;
            var (inverse, robust) = (evaluation.InversePropensity(PolicyComparison.Alpha), evaluation.DoublyRobust(PolicyComparison.Alpha));
            missed.Inverse |= value / rows < inverse.Lower || value / rows > inverse.Upper;
            missed.Robust |= value / rows < robust.Lower || value / rows > robust.Upper;
        }

        return (missed.Inverse, missed.Robust, comparison.Learned.Evaluation.DoublyRobust(PolicyComparison.Alpha).Estimate - (value / rows));
    }

    private static int LoggedPlace(DecisionLog log, int setting) => log.PlacesOf(setting)[0];
}
