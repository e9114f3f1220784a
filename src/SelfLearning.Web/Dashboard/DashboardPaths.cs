using Microsoft.AspNetCore.Http;
using SelfLearning.Web.Dashboard.Assets;

namespace SelfLearning.Web.Dashboard;

/// <summary>The addresses of the page, wherever it is mounted.</summary>
/// <param name="Root">The path of its root without a slash at the end; empty at the root of the host.</param>
internal sealed record DashboardPaths(string Root)
{
    public string Overview => Root + "/";

    public string SignIn => Root + "/sign-in";

    public string SignOut => Root + "/sign-out";

    public string Module(string module) => $"{Root}/modules/{Uri.EscapeDataString(module)}";

    public string Context(string module, string context) => $"{Module(module)}/contexts/{Uri.EscapeDataString(context)}";

    /// <summary>Where a decision over an adaptation is sent; it leads back to the period that is shown.</summary>
    public string Decision(string module, string context, long adaptation, string verb, string period) => $"{Context(module, context)}/adaptations/{adaptation}/{verb}?period={period}";

    /// <summary>Where a pinned parameter is released.</summary>
    public string Release(string module, string context, string parameter, string period) => $"{Context(module, context)}/pins/{Uri.EscapeDataString(parameter)}/release?period={period}";

    public string Asset(string name) => $"{Root}/assets/{name}?v={DashboardAssets.Hash(name)}";

    /// <summary>The sign-in page that leads back to a page.</summary>
    public string SignInFor(string page) => $"{SignIn}?return={Uri.EscapeDataString(page)}";

    /// <summary>A page to go on to: the given one where it is one of these, else the overview.</summary>
    public string Back(string? page) =>
        // A browser takes a backslash for a slash, and drops tabs and line ends: what then begins with two slashes is another host.
        page is not null && page.StartsWith(Overview, StringComparison.Ordinal) && !page.StartsWith("//", StringComparison.Ordinal) && !page.Any(c => c == '\\' || char.IsControl(c)) ? page : Overview;

    /// <summary>The addresses as a request to one of the page's endpoints shows them.</summary>
    public static DashboardPaths Of(HttpContext http)
    {
        var path = http.Request.PathBase.Add(http.Request.Path).ToUriComponent().AsSpan().TrimEnd('/');
        var depth = http.GetEndpoint()?.Metadata.GetMetadata<DashboardRoute>()?.Depth ?? 0;
        // What a catch-all has caught is as deep as it is.
        if (http.Request.RouteValues.TryGetValue("rest", out var rest) && rest is string caught) depth += caught.Trim('/').Count(c => c == '/') + 1;
        for (; depth > 0 && path.Length > 0; depth--) path = path[..Math.Max(0, path.LastIndexOf('/'))];
        return new DashboardPaths(path.ToString());
    }
}
