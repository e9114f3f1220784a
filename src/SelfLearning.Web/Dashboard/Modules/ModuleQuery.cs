using System.Globalization;

namespace SelfLearning.Web.Dashboard.Modules;

/// <summary>Which contexts of a module are asked for.</summary>
/// <param name="Sort">Their order.</param>
/// <param name="Filter">What their keys contain; empty for all.</param>
/// <param name="After">The context key after which the list goes on; <c>null</c> for its beginning.</param>
internal sealed record ModuleQuery(ContextSort Sort, string Filter, string? After)
{
    /// <summary>Reads the query of the page; what is not known means what is usual.</summary>
    /// <exception cref="Problems.RequestProblem">The cursor is none.</exception>
    public static ModuleQuery Read(string? sort, string? filter, string? cursor) => new(
        Enum.TryParse<ContextSort>(sort, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : ContextSort.Traffic,
        filter?.Trim() is { } text ? text[..Math.Min(text.Length, ContextKey.MaximumLength)] : "",
        Cursor.Read(cursor));

    /// <summary>The query as it stands in an address; empty for what is usual.</summary>
    public string ToText()
    {
        var members = new List<string>();
        if (Sort != ContextSort.Traffic) members.Add($"sort={Sort.ToString().ToLower(CultureInfo.InvariantCulture)}");
        if (Filter.Length > 0) members.Add($"filter={Uri.EscapeDataString(Filter)}");
        if (After is not null) members.Add($"cursor={Cursor.After(After)}");
        return members.Count == 0 ? "" : "?" + string.Join('&', members);
    }
}
