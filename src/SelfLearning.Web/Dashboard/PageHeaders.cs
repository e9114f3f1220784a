using Microsoft.AspNetCore.Http;

namespace SelfLearning.Web.Dashboard;

/// <summary>What a browser is told of every page: to take nothing from elsewhere, to run nothing that stands in the page, and to be shown in no frame.</summary>
internal static class PageHeaders
{
    private const string ContentSecurityPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    /// <summary>Sets the headers of a page.</summary>
    public static void Set(HttpResponse response)
    {
        SetAlways(response);
        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // What is shown may be for this viewer only.
        headers.CacheControl = "no-store";
        headers.Pragma = default;
    }

    /// <summary>Sets the headers of everything that is served.</summary>
    public static void SetAlways(HttpResponse response) => response.Headers.XContentTypeOptions = "nosniff";
}
