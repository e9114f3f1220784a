using Microsoft.Playwright;

namespace SelfLearning.Browser.Tests.Browsing;

/// <summary>The browser of this machine.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>How long something may take: a machine that does much else beside the tests is slow, not wrong.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Tools.Chromium, Headless = true, Args = Arguments }));
    }

    /// <summary>A visitor with cookies of its own.</summary>
    /// <param name="host">The host that is visited.</param>
    /// <param name="script">Whether scripts run.</param>
    public async Task<Visit> VisitAsync(Uri host, bool script = true)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = host.AbsoluteUri,
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        return new Visit(host, context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
