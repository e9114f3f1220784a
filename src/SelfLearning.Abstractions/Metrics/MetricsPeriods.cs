namespace SelfLearning;

/// <summary>The texts of <see cref="MetricsPeriod"/>.</summary>
public static class MetricsPeriods
{
    /// <summary>Reads <c>1h</c>, <c>24h</c>, <c>7d</c> or <c>30d</c>; any other text means 24 hours and gives <c>false</c>.</summary>
    public static bool TryParse(string? text, out MetricsPeriod period)
    {
        (var known, period) = text switch
        {
            "1h" => (true, MetricsPeriod.Hour),
            "24h" => (true, MetricsPeriod.Day),
            "7d" => (true, MetricsPeriod.Week),
            "30d" => (true, MetricsPeriod.Month),
            _ => (false, MetricsPeriod.Day),
        };
        return known;
    }

    /// <summary>The period's text.</summary>
    public static string ToText(this MetricsPeriod period) => period switch
    {
        MetricsPeriod.Hour => "1h",
        MetricsPeriod.Day => "24h",
        MetricsPeriod.Week => "7d",
        MetricsPeriod.Month => "30d",
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "A period is Hour, Day, Week or Month."),
    };
}
