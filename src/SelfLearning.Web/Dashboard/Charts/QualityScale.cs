using System.Globalization;

namespace SelfLearning.Web.Dashboard.Charts;

/// <summary>The part of the range of qualities that the bars of a parameter's values show, so that small differences are seen.</summary>
/// <param name="Low">Where it begins, in tenths.</param>
/// <param name="High">Where it ends, in tenths.</param>
internal readonly record struct QualityScale(double Low, double High)
{
    /// <summary>The scale on which intervals fit.</summary>
    public static QualityScale Of(IEnumerable<QualityInterval> intervals)
    {
        var all = intervals.ToArray();
        if (all.Length == 0) return new QualityScale(0, 1);
        // The tolerance keeps 0.3 from becoming 0.2 by its binary form.
        var low = Math.Max(0, Math.Floor((all.Min(interval => interval.Low) * 10) + 1e-9) / 10);
        var high = Math.Min(1, Math.Ceiling((all.Max(interval => interval.High) * 10) - 1e-9) / 10);
        return new QualityScale(low, Math.Max(high, low + 0.1));
    }

    /// <summary>Where a quality is on a bar of a width of 100.</summary>
    public double Place(double quality) => Math.Clamp((quality - Low) / (High - Low), 0, 1) * 100;

    /// <summary>A number of an SVG.</summary>
    public static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
