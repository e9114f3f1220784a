using System.Globalization;

namespace SelfLearning.Web.Dashboard;

/// <summary>Figures and times as the page writes them: the same everywhere, in UTC, and a dash for what is not known.</summary>
internal static class Figures
{
    private const string None = "–";

    /// <summary>How many.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How many, and a sign where there are more than were counted: <c>1,000+</c>.</summary>
    public static string Count(long count, bool hasMore) => Count(count) + (hasMore ? "+" : "");

    /// <summary>How many of what: <c>1 context</c>, <c>2 contexts</c>.</summary>
    public static string Count(long count, string one) => $"{Count(count)} {one}{(count == 1 ? "" : "s")}";

    /// <summary>How many of what, and a sign where there are more than were counted: <c>1,000+ contexts</c>.</summary>
    public static string Count(long count, string one, bool hasMore) => hasMore ? $"{Count(count, hasMore)} {one}s" : Count(count, one);

    /// <summary>A quality of 0 to 1.</summary>
    public static string Quality(double? quality) => quality?.ToString("0.00", CultureInfo.InvariantCulture) ?? None;

    /// <summary>A difference of qualities, always with its sign.</summary>
    public static string Gain(double? gain) => gain is not { } value ? None : Math.Round(value, 2) switch
    {
        > 0 => string.Create(CultureInfo.InvariantCulture, $"+{value:0.00}"),
        < 0 => string.Create(CultureInfo.InvariantCulture, $"−{-value:0.00}"),
        _ => "0.00",
    };

    /// <summary>A share of 0 to 1, in percent.</summary>
    public static string Share(double? share) => share switch
    {
        null => None,
        // What is almost all or almost nothing is not said to be all or nothing.
        > 0 and < 0.001 => "< 0.1 %",
        > 0.999 and < 1 => "> 99.9 %",
        { } value => (value * 100).ToString(value is > 0 and < 0.1 or > 0.9 and < 1 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>A duration in milliseconds.</summary>
    public static string Duration(double? milliseconds) => milliseconds switch
    {
        null => None,
        0 => "0 ms",
        < 0.01 => "< 0.01 ms",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.00} ms"),
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000:0.0} min"),
    };

    /// <summary>A time for people, to the minute.</summary>
    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A time for programs.</summary>
    public static string Machine(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number for programs.</summary>
    public static string Machine(double? number) => number?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
}
