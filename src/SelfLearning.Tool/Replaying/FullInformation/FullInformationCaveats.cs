using System.Globalization;
using SelfLearning.Tool.Replaying.Results;

namespace SelfLearning.Tool.Replaying.FullInformation;

/// <summary>What cannot be concluded from a replay, as far as the data themselves say it.</summary>
internal static class FullInformationCaveats
{
    /// <summary>Calls in one run below which a context is said to be too small to learn in.</summary>
    private const int FewCalls = 500;

    // In simulated worlds with 1 to 15 candidates half of the runs find a difference D of feedback with the standard deviation s after about
    // 8 (candidates + 1) (s / D)^2 feedbacks, at a threshold of 0.7 and the default budget (`evaluate`, column "first").
    private const double CallsToAdapt = 8;

    /// <summary>The sentences.</summary>
    public static IEnumerable<string> Of(
        CellTable table, SettingScores scores, ReplayOptions options, ReplayTotals totals, IReadOnlyCollection<ContextResult> contexts, DataSummary data,
        bool isPartial)
    {
        if (isPartial)
            yield return Text($"The replay was interrupted: {totals.Runs:N0} of {options.Seeds:N0} runs and {totals.Calls:N0} calls count here.");
        yield return Text(
            $"The feedback in the data is the truth only for these {data.Items:N0} items; best settings are chosen on the very items they are scored on, ")
            + "so they look better than they would on new ones, and the oracle per item most of all.";
        if (data.KeptShare < 1)
            yield return Text($"The data have too many cells for the memory: a uniform sample of {data.KeptShare:P1} of the items was replayed.");
        if (data.ServedByNeighbour > 0)
            yield return Text(
                $"{(double)data.ServedByNeighbour / totals.Calls:P1} of the calls asked for a setting that the item lacks and were answered by its nearest ")
                + "measured one: what was learned there is about the neighbour.";
        if (Lacking(table) is var lacking and > 0)
            yield return Text($"{lacking:P1} of the pairs of an item and a setting of the data are not measured; ")
                + "best and uniform are scored with the nearest measured setting there.";
        var few = contexts.Where(context => (double)context.Calls / totals.Runs < FewCalls).ToList();
        if (few.Count > 0)
            yield return Text($"{few.Count:N0} of {contexts.Count:N0} contexts had fewer than {FewCalls} calls in a run ({Names(few)}): ")
                + "that nothing was learned there says little.";
        if (options.Module.EffectiveMode == LearningMode.Off)
        {
            yield return "Nothing was learned because of --no-adapt.";
            yield break;
        }

        var calls = (double)totals.Calls / totals.Runs / contexts.Count;
        yield return Text(
            $"The mean traffic of a context is {calls:N0} calls of a run: differences below about {Detectable(table, options, calls):0.000} are found there ")
            + "in fewer than half of the runs.";
        yield return "The data do not change over the calls: how fast a value that turns bad is left cannot be seen here.";
        yield return "Confidence is a posterior under a half-sceptical prior and no hit rate: how often it was right in these data is in the reliability "
            + "bins, which count values of the same run many times.";
        if (options.Seeds > 1)
            yield return "Standard errors are over the runs, which share the items: they say how far luck moves the learner on these data, not how other "
                + "data would turn out.";
        if (Ties(scores, table) is var same and > 0)
            yield return Text($"In {same:N0} of {contexts.Count:N0} contexts no setting beats the default in the data: there is nothing to find.");
    }

    private static double Detectable(CellTable table, ReplayOptions options, double calls)
    {
        // A number tries a step down and a step up.
        var candidates = table.Space.Parameters.Sum(parameter => parameter.IsNumeric ? 2 : parameter.Values.Length - 1);
        return Deviation(table, options.Bernoulli) * Math.Sqrt(CallsToAdapt * (candidates + 1) / calls);
    }

    // Of the feedback under the default values.
    private static double Deviation(CellTable table, bool bernoulli)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var item = 0; item < table.Items; item++)
        {
            var cell = table.Serve(item, table.Default.AsSpan(), out _);
            var expected = cell.Expected(bernoulli);
            sum += expected;
            // Drawn, it is either 0 or the largest.
            squares += expected * (bernoulli ? Math.Max(0, 1 - cell.Penalty) : expected);
        }

        return Math.Sqrt(Math.Max(0, (squares / table.Items) - (sum / table.Items * (sum / table.Items))));
    }

    private static double Lacking(CellTable table) => 1 - ((double)table.Count / ((double)table.Items * table.Settings.Count));

    private static int Ties(SettingScores scores, CellTable table) => Enumerable.Range(0, table.Contexts.Length)
        .Count(context => scores.MeanOf(context, table.Default.AsSpan()) >= scores.MeanOf(context, table.Settings[scores.BestOf[context]]));

    private static string Names(List<ContextResult> contexts) =>
        string.Join(", ", contexts.Take(3).Select(context => context.Context)) + (contexts.Count > 3 ? ", ..." : "");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
