using System.Globalization;

namespace SelfLearning.Tool.Reporting.Html;

/// <summary>Numbers as the page writes them: in all cultures the same; a dash for what is not known.</summary>
internal static class Shown
{
    public const string Unknown = "–";

    /// <summary>A mean feedback.</summary>
    public static string Mean(double? value) => value is { } known ? known.ToString("0.000", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A difference of mean feedbacks, with its sign.</summary>
    public static string Difference(double? value) => value is { } known
        ? known.ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture)
        : Unknown;

    /// <summary>A standard error; nothing when it is not known.</summary>
    public static string Error(double? value) => value is { } known ? known.ToString(" ± 0.0000", CultureInfo.InvariantCulture) : "";

    /// <summary>A confidence.</summary>
    public static string Confidence(double? value) => value is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A share.</summary>
    public static string Share(double? value) => value is { } known ? known.ToString("0.0%;−0.0%", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A share of a few.</summary>
    public static string Whole(double value) => value.ToString("0%", CultureInfo.InvariantCulture);

    /// <summary>A count.</summary>
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count of things.</summary>
    public static string Count(double value, string one, string? many = null) => $"{Count(value)} {(value == 1 ? one : many ?? one + "s")}";

    /// <summary>A coordinate or a length in percent.</summary>
    public static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>A coordinate.</summary>
    public static string Coordinate(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Settings as text: the value alone where there is one parameter.</summary>
    public static string Setting(IReadOnlyDictionary<string, string> values) => values.Count == 1
        ? values.Values.First()
        : string.Join(", ", values.Select(value => $"{value.Key} {value.Value}"));
}
