using System.Globalization;

namespace SelfLearning.Tool.Evaluation.Output;

/// <summary>Numbers as the tables show them.</summary>
internal static class Numbers
{
    public const string None = "-";

    /// <summary>A share: ".104", "1.000"; a dash for none.</summary>
    public static string Share(double? share) =>
        share is { } s ? s.ToString("0.000", CultureInfo.InvariantCulture).Replace("0.", ".", StringComparison.Ordinal) : None;

    /// <summary>A difference of mean qualities: ".0487".</summary>
    public static string Gain(double gain) => (Math.Round(gain, 4) + 0.0).ToString("0.0000", CultureInfo.InvariantCulture).Replace("0.", ".", StringComparison.Ordinal);

    /// <summary>A sum of qualities, or a number of calls: "1263"; a dash for none.</summary>
    public static string Whole(double? number) => number is { } n ? (Math.Round(n) + 0.0).ToString("0", CultureInfo.InvariantCulture) : None;

    /// <summary>A number that may be small: "0.02", "12.3", "128"; a dash for none.</summary>
    public static string Rate(double? number) =>
        number is { } n ? n.ToString(n < 10 ? "0.00" : n < 100 ? "0.0" : "0", CultureInfo.InvariantCulture) : None;

    /// <summary>A threshold: ".7", ".95".</summary>
    public static string Threshold(double threshold) => threshold.ToString(".0#", CultureInfo.InvariantCulture);
}
