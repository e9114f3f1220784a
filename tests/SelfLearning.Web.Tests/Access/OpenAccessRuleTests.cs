using System.Net;
using Microsoft.AspNetCore.Http;
using SelfLearning.Web.Access;

namespace SelfLearning.Web.Tests.Access;

public sealed class OpenAccessRuleTests
{
    [Theory]
    [InlineData("127.0.0.1", "localhost")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "[::1]")]
    [InlineData("::ffff:127.0.0.1", "LOCALHOST")]
    [InlineData("127.0.0.9", "studio.localhost")]
    public void Who_sits_at_this_machine_needs_no_key(string remote, string host) => Assert.Null(OpenAccessRule.Refusal(Request(remote, host)));

    [Theory]
    [InlineData("10.0.0.7", "localhost")]
    [InlineData("::ffff:10.0.0.7", "localhost")]
    [InlineData("fe80::1", "localhost")]
    public void Who_comes_from_another_machine_does(string remote, string host) =>
        Assert.Contains("another machine", OpenAccessRule.Refusal(Request(remote, host)), StringComparison.Ordinal);

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("10.0.0.7")]
    [InlineData("")]
    public void A_page_elsewhere_whose_name_points_at_this_machine_does(string host) =>
        Assert.Contains("not this machine by name", OpenAccessRule.Refusal(Request("127.0.0.1", host)), StringComparison.Ordinal);

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("forwarded")]
    [InlineData("Via")]
    public void What_a_proxy_on_this_machine_passes_on_does(string header)
    {
        var request = Request("127.0.0.1", "localhost");
        request.Request.Headers[header] = "";

        Assert.Contains("proxy", OpenAccessRule.Refusal(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://localhost:5173")]
    [InlineData("Origin", "http://localhost.evil.example:8080")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public void What_a_page_of_another_site_changes_does(string header, string value)
    {
        foreach (var method in (string[])["POST", "PUT", "PATCH", "DELETE"])
        {
            var request = Request("127.0.0.1", "localhost:8080");
            request.Request.Method = method;
            request.Request.Headers[header] = value;

            Assert.Contains($"another site sent the request (it has the header {header}: {value})", OpenAccessRule.Refusal(request), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST", "localhost:8080", null, null)]
    [InlineData("POST", "localhost:8080", "http://localhost:8080", "same-origin")]
    [InlineData("POST", "LOCALHOST:8080", "http://localhost:8080", null)]
    [InlineData("POST", "[::1]:8080", "http://[::1]:8080", null)]
    [InlineData("POST", "localhost", "http://localhost", null)]
    [InlineData("DELETE", "localhost:8080", null, "none")]
    [InlineData("GET", "localhost:8080", "https://other.example", "cross-site")]
    [InlineData("HEAD", "localhost:8080", null, "cross-site")]
    [InlineData("OPTIONS", "localhost:8080", "https://other.example", "cross-site")]
    public void Who_is_no_browser_a_page_of_this_host_and_whoever_only_looks_needs_none(string method, string host, string? origin, string? site)
    {
        var request = Request("127.0.0.1", host);
        request.Request.Method = method;
        if (origin is not null) request.Request.Headers.Origin = origin;
        if (site is not null) request.Request.Headers["Sec-Fetch-Site"] = site;

        Assert.Null(OpenAccessRule.Refusal(request));
    }

    private static DefaultHttpContext Request(string remote, string host)
    {
        var context = new DefaultHttpContext();
        (context.Connection.RemoteIpAddress, context.Connection.LocalIpAddress) = (IPAddress.Parse(remote), IPAddress.Loopback);
        context.Request.Host = new HostString(host);
        context.Request.Method = HttpMethods.Get;
        return context;
    }
}
