using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace SelfLearning.Browser.Tests.Browsing;

/// <summary>A visit to a host, which takes note of all that a visitor should never see in the console.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    public Visit(Uri host, IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _complaints.Enqueue($"{page.Url}: {message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"{page.Url}: uncaught: {error}");
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != host.Authority) _complaints.Enqueue($"{page.Url}: asks for {request.Url}, which is outside the host");
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, uncaught errors, and requests to other hosts, so far.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Forgets the complaints that a test has caused by intent.</summary>
    public void Forgive() => _complaints.Clear();

    /// <summary>Opens a page and waits until its scripts have begun to work.</summary>
    /// <param name="path">Its address on the host.</param>
    public async Task<IResponse> OpenAsync(string path) => await Page.GotoAsync(path) ?? throw new InvalidOperationException($"{path} gave no answer.");

    /// <summary>Looks with a light or dark scheme through a window of a width.</summary>
    public async Task LookAsync(ColorScheme scheme, int width)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Page.SetViewportSizeAsync(width, width < 600 ? 760 : 1_000);
    }

    /// <summary>What is wider than its window, or sticks out of the frame it stands in.</summary>
    public Task<string[]> OverflowAsync() => Page.EvaluateAsync<string[]>("""
        () => {
          const root = document.documentElement;
          const name = element => element.tagName.toLowerCase() + (element.id ? `#${element.id}` : element.className ? `.${element.className}` : '');
          const wide = root.scrollWidth > root.clientWidth ? [`the page, by ${root.scrollWidth - root.clientWidth} px`] : [];
          for (const frame of document.querySelectorAll('.panel, .verdict, main')) {
            const edge = frame.getBoundingClientRect().right + 0.5;
            for (const element of frame.querySelectorAll(':scope table, :scope form, :scope p, :scope dl, :scope figure'))
              if (!element.closest('.scroll, .unseen') && element.getBoundingClientRect().right > edge)
                wide.push(`${name(element)} out of ${name(frame)}, by ${Math.round(element.getBoundingClientRect().right - edge)} px`);
          }
          return wide;
        }
        """);

    /// <summary>Looks every few milliseconds until it is so; Playwright's own waiting is a script that the page's content security policy forbids.</summary>
    public async Task UntilAsync(string condition, object? argument = null)
    {
        using var limit = new CancellationTokenSource(Chromium.Patience);
        while (!await Page.EvaluateAsync<bool>(condition, argument)) await Task.Delay(20, limit.Token);
    }

    /// <summary>Keeps a picture of the whole page for people to look at.</summary>
    public Task ShootAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures.Folder, name + ".png"), FullPage = true });

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
