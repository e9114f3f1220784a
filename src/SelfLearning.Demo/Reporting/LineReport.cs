using SelfLearning.Demo.Compression;

namespace SelfLearning.Demo.Reporting;

/// <summary>The result as plain lines, for pipes and files.</summary>
internal static class LineReport
{
    public static IEnumerable<string> Of(RunReport report)
    {
        foreach (var score in report.Contexts)
        {
            yield return ReportText.Invariant(
                $"{score.ContentType}: {Setting.Default} -> {score.InUse}; {score.Operations:N0} operations; quality {ReportText.Of(score.Default)} -> {ReportText.Of(score.Learned)}; {ReportText.Verdict(score)}");
            foreach (var adaptation in score.Adaptations)
            {
                yield return ReportText.Invariant(
                    $"{score.ContentType}: adaptation {adaptation.Id}: {ReportText.Of(adaptation)}, confidence {adaptation.Confidence:0.00}: {adaptation.Reason}");
            }
        }

        foreach (var line in ReportText.Summary(report)) yield return line;
    }
}
