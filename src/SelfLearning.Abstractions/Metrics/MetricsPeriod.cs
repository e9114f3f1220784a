namespace SelfLearning;

/// <summary>The periods a summary can cover.</summary>
public enum MetricsPeriod
{
    /// <summary>The last hour, <c>1h</c>.</summary>
    Hour,

    /// <summary>The last 24 hours, <c>24h</c>.</summary>
    Day,

    /// <summary>The last 7 days, <c>7d</c>.</summary>
    Week,

    /// <summary>The last 30 days, <c>30d</c>.</summary>
    Month,
}
