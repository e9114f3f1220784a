using Microsoft.AspNetCore.Http;

namespace SelfLearning.Web.Api;

/// <summary>Answers in the API's own JSON, whatever options the host has for others.</summary>
internal static class ApiResult
{
    /// <summary>A body.</summary>
    public static IResult Json<T>(T body, int status = 200) => Results.Json(body, ApiJson.Options, "application/json", status);

    /// <summary>A part of a list.</summary>
    /// <param name="items">The items, and one more where the list goes on.</param>
    /// <param name="limit">The most items of a part.</param>
    /// <param name="keyOf">The key by which the list is ordered.</param>
    public static IResult Page<T>(IReadOnlyList<T> items, int limit, Func<T, string> keyOf) => Json(
        items.Count <= limit ? new Page<T>(items, null) : new Page<T>([.. items.Take(limit)], Cursor.After(keyOf(items[limit - 1]))));
}
