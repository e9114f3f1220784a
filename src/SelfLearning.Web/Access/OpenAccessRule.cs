using System.Net;
using Microsoft.AspNetCore.Http;

namespace SelfLearning.Web.Access;

/// <summary>
/// Who needs no key where none is configured: whoever sits at this machine. A request counts as such only if it came from it, asks for
/// it by name, was not passed on by a proxy, behind which anybody may be, and changes nothing in the name of a page elsewhere.
/// </summary>
internal static class OpenAccessRule
{
    private static readonly string[] ForwardingHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    /// <summary>Why a request is not from this machine; <c>null</c> when it is.</summary>
    public static string? Refusal(HttpContext context)
    {
        var (remote, local) = (context.Connection.RemoteIpAddress, context.Connection.LocalIpAddress);
        // Without addresses it came over a socket or pipe of this machine, or from a test's own server.
        if ((remote is not null && !IPAddress.IsLoopback(remote)) || (local is not null && !IPAddress.IsLoopback(local)))
            return "the request comes from another machine";
        if (ForwardingHeaders.FirstOrDefault(context.Request.Headers.ContainsKey) is { } header)
            return $"the request was passed on by a proxy (it has the header {header})";
        // A page elsewhere may have its own name point at this machine, and then ask in the name of whoever looks at it.
        if (!IsLoopbackName(context.Request.Host.Host)) return $"the request asks for the host '{context.Request.Host.Host}', which is not this machine by name";
        return SentByAnotherSite(context.Request) is { } sent ? $"a page of another site sent the request (it has the header {sent})" : null;
    }

    // A browser lets any page send without a body what it cannot read the answer to. It says so in headers that no page can set; who is no
    // browser has neither.
    private static string? SentByAnotherSite(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return null;
        if (request.Headers.Origin is { Count: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var site) && string.Equals(site.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)))
            return $"Origin: {origin}";
        return request.Headers["Sec-Fetch-Site"] is { Count: > 0 } from && from != "same-origin" && from != "none" ? $"Sec-Fetch-Site: {from}" : null;
    }

    /// <summary>Whether a host of a URL is this machine only.</summary>
    public static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
