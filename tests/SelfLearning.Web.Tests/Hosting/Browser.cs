using System.Net;

namespace SelfLearning.Web.Tests.Hosting;

/// <summary>A visitor of the page: keeps cookies, follows redirects only when asked to.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient _http;

    public Browser(WebSilo silo)
    {
        Cookies = new CookieContainer();
        _http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = silo.Address };
    }

    public CookieContainer Cookies { get; }

    public Task<HtmlPage> GetAsync(string path) => HtmlPage.ReadAsync(_http.GetAsync(new Uri(path, UriKind.Relative)));

    /// <summary>Sends a form with the token of a page.</summary>
    public Task<HtmlPage> PostAsync(string path, HtmlPage from, params (string Name, string Value)[] fields) => PostAsync(path, [("__RequestVerificationToken", from.Token), .. fields]);

    public async Task<HtmlPage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await HtmlPage.ReadAsync(_http.PostAsync(new Uri(path, UriKind.Relative), form));
    }

    public async Task<HtmlPage> SignInAsync(string key)
    {
        var form = await GetAsync("/sign-in");
        return await PostAsync("/sign-in", form, ("key", key), ("return", "/"));
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

    public void Dispose() => _http.Dispose();
}
