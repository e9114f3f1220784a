using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SelfLearning.Web.Dashboard.Assets;

/// <summary>Serves the files of the page.</summary>
internal static class AssetEndpoint
{

    public static IResult Get(string name, string? v, HttpContext http)
    {
        if (DashboardAssets.Find(name) is not { } asset) return Results.NotFound();
        var response = http.Response;
        PageHeaders.SetAlways(response);
        // Under the hash of its content a file never changes; under any other address it may with the next version.
        response.Headers.CacheControl = v == asset.Hash ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        var (content, encoding) = Choose(asset, http.Request);
        if (encoding is not null) response.Headers.ContentEncoding = encoding;
        return Results.Bytes(content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}{(encoding is null ? "" : "-" + encoding)}\""));
    }

    private static (byte[] Content, string? Encoding) Choose(DashboardAsset asset, HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding.Where(value => value.Quality is not 0).Select(value => value.Value.Value ?? "").ToArray();
        if (accepted.Contains("br", StringComparer.OrdinalIgnoreCase)) return (asset.Brotli, "br");
        return accepted.Contains("gzip", StringComparer.OrdinalIgnoreCase) ? (asset.Gzip, "gzip") : (asset.Plain, null);
    }
}
