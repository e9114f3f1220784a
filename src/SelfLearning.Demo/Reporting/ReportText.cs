using System.Globalization;
using SelfLearning.Demo.CommandLine;
using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Input;
using SelfLearning.Demo.Running;
using SelfLearning.Demo.Statistics;

namespace SelfLearning.Demo.Reporting;

/// <summary>The words and numbers of the report, the same on a terminal and in a pipe.</summary>
internal static class ReportText
{
    /// <summary>A mean with its count, such as <c>0.581 (412)</c>; a dash when there is none.</summary>
    public static string Of(RunningMean mean) => mean.Count == 0 ? "-" : Invariant($"{mean.Mean:0.000} ({mean.Count:N0})");

    /// <summary>What is about to happen, for who sees it for the first time.</summary>
    public static IEnumerable<string> Introduction(DemoOptions options, FileCatalog catalog, IEnumerable<string> folders, string data)
    {
        yield return Invariant(
            $"input: {catalog.Files.Sum(f => f.Value.Length):N0} files of {catalog.Files.Count} content types{(catalog.IsCut ? " (more were left out)" : "")} in {string.Join(", ", folders)}");
        yield return Invariant($"link: {options.Link}; work: {options.Duration.TotalSeconds:0} s, Ctrl+C ends it earlier; kept in {data}");
        yield return "quality: 0.500 as fast as uncompressed, 0.667 twice as fast, 0.333 half as fast";
    }

    /// <summary>Where one can watch.</summary>
    public static string Page(string address) => $"page: {address} shows what it learns, as long as it runs";

    /// <summary>A line of progress.</summary>
    public static string Of(RunProgress progress) => Invariant(
        $"{progress.Phase} {progress.Elapsed.TotalSeconds:0} s: {progress.Operations:N0} operations, {progress.Acknowledged:N0} feedbacks acknowledged, {progress.Adaptations} adaptations");

    /// <summary>The progress beside a bar, short enough for 80 columns.</summary>
    public static string Short(RunProgress progress) => Invariant(
        $"{progress.Phase} {progress.Elapsed.TotalSeconds:0} s, {progress.Operations:N0} calls, {progress.Adaptations} adaptations");

    /// <summary>What an adaptation changed, and what became of it where it is no longer in force.</summary>
    public static string Of(Adaptation adaptation) => Invariant(
        $"{adaptation.ParameterName} {adaptation.OldValue} -> {adaptation.NewValue}{(adaptation.Status == AdaptationStatus.Applied ? "" : $" ({adaptation.Status})")}");

    /// <summary>What the run starts from.</summary>
    public static string Start(IReadOnlyCollection<ContextScore> scores)
    {
        var known = scores.Sum(s => s.KnownFeedbacks);
        if (known == 0) return $"nothing learned before: all start with {Setting.Default} and try other settings now and then";
        var learned = scores.Where(s => s.AtStart != Setting.Default).Select(s => $"{s.ContentType} {s.AtStart}").ToList();
        return Invariant($"resumed: {known:N0} feedbacks learned in earlier runs; ")
            + (learned.Count == 0 ? "the default values are still in use" : "in use: " + string.Join(", ", learned));
    }

    /// <summary>One word for what became of a content type.</summary>
    public static string Verdict(ContextScore score) => (score.IsImproved, score.Learned.Minus(score.Default).IsLess, score.Learned.Count) switch
    {
        (true, _, _) => "better",
        (_, true, _) => "worse",
        (_, _, > 0) => "unclear",
        _ => score.InUse == Setting.Default ? "kept" : "too few",
    };

    /// <summary>Everything but the table.</summary>
    public static IEnumerable<string> Summary(RunReport report)
    {
        if (report.IsStoppedEarly) yield return "stopped early; what was learned is kept";
        yield return Invariant($"{report.Improved} of {report.Contexts.Length} content types improved by more than two standard errors");
        yield return Invariant(
            $"feedback: {report.Acknowledged:N0} acknowledged in this run; over all runs {report.AcknowledgedInAllRuns:N0} acknowledged, {report.KnownToSilo:N0} known to the silo");
        if (report.Unsent > 0) yield return Invariant($"{report.Unsent:N0} judgements were not sent before the end");
        if (report.Failures > 0 || report.FailedFeedbackCalls > 0)
            yield return Invariant($"{report.Failures:N0} operations and {report.FailedFeedbackCalls:N0} feedback calls failed");
        if (report.Verdict is { } verdict)
        {
            yield return Invariant(
                $"sweep: {verdict.ImprovedCompressible} of {verdict.Compressible} compressible content types improved; {verdict.FalselyAdapted} of {report.Adaptations} adaptations to a worse value");
            yield return Invariant(
                $"sweep: adapted were {verdict.AdaptedIncompressible} of {verdict.Incompressible} content types where nothing beats the default, {verdict.AdaptedAlike} of {verdict.Alike} where all settings are alike");
            if (verdict.Unjudged > 0) yield return Invariant($"sweep: {verdict.Unjudged} content types had too few blocks to judge");
        }

        foreach (var (contentType, sweep) in report.Sweeps ?? new Dictionary<string, Verification.ContextSweep>())
        {
            var score = report.Contexts.FirstOrDefault(c => c.ContentType == contentType);
            if (score is null) continue;
            yield return Invariant(
                $"sweep {contentType}: {Setting.Default} {sweep.MeanOf(Setting.Default):0.000}, in use {score.InUse} {sweep.MeanOf(score.InUse):0.000}, best {sweep.Best} {sweep.MeanOf(sweep.Best):0.000}; {sweep.Blocks} blocks");
        }
    }

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
