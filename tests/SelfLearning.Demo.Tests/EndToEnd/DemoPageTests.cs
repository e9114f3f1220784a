using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SelfLearning.Demo.Tests.EndToEnd;

/// <summary>The page and the API that the demo serves while it runs.</summary>
public sealed class DemoPageTests : IDisposable
{
    private readonly DemoFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task It_says_where_its_page_is_and_an_open_page_does_not_hold_up_the_end()
    {
        await using var demo = _files.Start("--seconds", "60");
        var page = await demo.PageAsync();
        await demo.UntilAsync(() => _files.LogLength > 0);
        using var http = new HttpClient { BaseAddress = page };

        Assert.Equal("127.0.0.1", page.Host);
        Assert.Contains("json", await http.GetStringAsync(new Uri("modules/compression", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("compression", await http.GetStringAsync(new Uri("api/v1/modules", UriKind.Relative)), StringComparison.Ordinal);
        await using var events = await http.GetStreamAsync(new Uri("modules/compression/contexts/json/live", UriKind.Relative));
        Assert.NotEqual(0, await events.ReadAsync(new byte[1]));
        var interrupted = Stopwatch.GetTimestamp();
        demo.Interrupt();

        Assert.Equal(0, await demo.EndAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(interrupted), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Empty(demo.Error);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_exit_code_1_and_one_line_that_names_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, demo) = await _files.RunAsync("--port", $"{port}");
        await using var _ = demo;

        Assert.Equal(1, code);
        Assert.Contains($"127.0.0.1:{port}", Assert.Single(demo.Error), StringComparison.Ordinal);
    }
}
