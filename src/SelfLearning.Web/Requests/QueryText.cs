using System.Globalization;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web;

/// <summary>Reads members of the query; text that breaks a rule is named, never passed over.</summary>
internal static class QueryText
{
    /// <summary>A limit of a list.</summary>
    /// <exception cref="RequestProblem">The text is no number in the range.</exception>
    public static int Limit(string? text, int standard, int maximum)
    {
        if (text is null) return standard;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= maximum
            ? limit
            : throw RequestProblem.Invalid("limit", $"The limit '{Cut(text)}' is not a whole number from 1 to {maximum.ToString("N0", CultureInfo.InvariantCulture)}.");
    }

    /// <summary>A status of operations; <c>null</c> for all.</summary>
    /// <exception cref="RequestProblem">The text is no status.</exception>
    public static OperationStatus? Status(string? text) => text switch
    {
        null => null,
        "success" => OperationStatus.Success,
        "failure" => OperationStatus.Failure,
        "partial" => OperationStatus.Partial,
        _ => throw RequestProblem.Invalid("status", $"The status '{Cut(text)}' is none of success, failure and partial."),
    };

    /// <summary>A time; <c>null</c> for none.</summary>
    /// <exception cref="RequestProblem">The text is no time.</exception>
    public static DateTimeOffset? Time(string field, string? text)
    {
        if (text is null) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw RequestProblem.Invalid(field, $"The time '{Cut(text)}' is not one of ISO 8601, as 2026-01-31T12:00:00Z.");
    }

    /// <summary>The number of an adaptation.</summary>
    /// <exception cref="RequestProblem">The text is no such number.</exception>
    public static long AdaptationId(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id >= 1
            ? id
            : throw RequestProblem.Invalid("adaptation", $"'{Cut(text)}' is not the number of an adaptation: it is a whole number from 1.");

    private static string Cut(string text) => text.Length > 80 ? text[..80] + "..." : text;
}
