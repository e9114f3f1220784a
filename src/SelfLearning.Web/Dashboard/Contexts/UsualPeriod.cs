namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>The period that the page of a context shows when its address names none.</summary>
internal static class UsualPeriod
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>A day; an hour for a context that has worked within the last hour alone, which would be a dot or two of a day.</summary>
    /// <param name="day">Its last 24 hours.</param>
    public static MetricsPeriod Of(PerformanceHistory day)
    {
        var isYoung = day.Points.Any(point => point.Operations > 0) && !day.Points.Any(point => point.Operations > 0 && point.Start + day.Step <= day.End - Hour);
        return isYoung ? MetricsPeriod.Hour : MetricsPeriod.Day;
    }
}
