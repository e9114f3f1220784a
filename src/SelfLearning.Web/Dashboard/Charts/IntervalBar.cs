namespace SelfLearning.Web.Dashboard.Charts;

/// <summary>An interval and its mean as a bar of a width of 100, as texts of an SVG.</summary>
internal sealed record IntervalBar(string Low, string Width, string Mean)
{
    public static IntervalBar Of(double mean, QualityInterval interval, QualityScale scale)
    {
        var (low, high) = (scale.Place(interval.Low), scale.Place(interval.High));
        return new IntervalBar(QualityScale.Text(low), QualityScale.Text(high - low), QualityScale.Text(scale.Place(mean)));
    }
}
