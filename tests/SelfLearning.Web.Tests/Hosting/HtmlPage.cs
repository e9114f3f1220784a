using System.Net;
using System.Text.RegularExpressions;

namespace SelfLearning.Web.Tests.Hosting;

/// <summary>A page as it was answered.</summary>
internal sealed partial record HtmlPage(HttpStatusCode Status, string Html, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The antiforgery token of its first form.</summary>
    public string Token => TokenRule().Match(Html) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException($"The page has no form: {Html}");

    /// <summary>What stands in it, without its tags.</summary>
    public string Text => WebUtility.HtmlDecode(SpaceRule().Replace(TagRule().Replace(Html, " "), " "));

    /// <summary>Every address it names.</summary>
    public IEnumerable<string> Addresses => AddressRule().Matches(Html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value));

    public string? Location => Headers.GetValueOrDefault("Location");

    public static async Task<HtmlPage> ReadAsync(Task<HttpResponseMessage> pending)
    {
        using var response = await pending;
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new HtmlPage(response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }

    /// <summary>The page, which must have been answered with a status.</summary>
    public HtmlPage Require(HttpStatusCode expected)
    {
        Assert.True(expected == Status, $"{(int)Status} instead of {(int)expected}: {Html}");
        if (expected is not (HttpStatusCode.Redirect or HttpStatusCode.SeeOther)) Assert.StartsWith("text/html", Headers["Content-Type"], StringComparison.Ordinal);
        return this;
    }

    /// <summary>Whether it has an element with an id.</summary>
    public bool Has(string id) => Html.Contains($"id=\"{id}\"", StringComparison.Ordinal);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenRule();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex TagRule();

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpaceRule();

    [GeneratedRegex("(?:href|src|action|formaction|data-stream)=\"([^\"]*)\"")]
    private static partial Regex AddressRule();
}
