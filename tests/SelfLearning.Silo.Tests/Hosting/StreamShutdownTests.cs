using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SelfLearning.Silo.Tests.Support;
using Xunit.Abstractions;

namespace SelfLearning.Silo.Tests.Hosting;

/// <summary>Callers that neither read nor send do not hold a silo that is asked to stop.</summary>
public sealed class StreamShutdownTests(ITestOutputHelper output)
{
    private const int Connections = 50;

    // Each request is sent so often on its connection that the answers fit into no buffer.
    private const int Pipelined = 150;

    [Fact]
    public Task Asked_to_stop_with_50_exports_and_bodies_that_stand_still_it_leaves_within_5_seconds() =>
        StopAsync("GET /api/v1/modules/songs/export", "POST /api/v1/feedback", "POST /api/v1/modules/songs/operations/complete");

    [Fact]
    public Task Asked_to_stop_with_50_pages_that_are_watched_it_leaves_within_5_seconds() =>
        StopAsync("GET /live", "GET /modules/songs/live", "GET /modules/songs/contexts/context-0/live", "GET /modules/songs/contexts/context-1/live?period=30d");

    // Every one of them is held open in turn.
    private async Task StopAsync(params string[] streams)
    {
        await using var silo = new SiloProcess();
        await silo.StartReadyAsync();
        await FillAsync(silo.Url);
        var sockets = new List<Socket>();
        try
        {
            for (var i = 0; i < Connections; i++) sockets.Add(await OpenAsync(silo.Url, streams[i % streams.Length]));
            await BlockedAsync(sockets.Where((_, place) => streams[place % streams.Length].StartsWith("GET", StringComparison.Ordinal)));

            var watch = Stopwatch.StartNew();
            await silo.AskToStopAsync();
            var exitCode = await silo.WaitForExitAsync();

            output.WriteLine($"gone after {watch.Elapsed.TotalSeconds:F2} s\n{silo.Output}");
            Assert.Equal((0, ""), (exitCode, silo.Errors));
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
        }
        finally
        {
            foreach (var socket in sockets) socket.Dispose();
        }
    }

    // Two contexts with all the adaptations that are kept: some 100 KB an export.
    private static async Task FillAsync(Uri url)
    {
        using var http = new HttpClient { BaseAddress = url };
        using var made = await http.PutAsJsonAsync("/api/v1/modules/songs", new { parameters = new[] { new { name = "tone", kind = "categorical", values = new[] { "warm", "dry" }, @default = "warm" } } });
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        for (var i = 0; i < 100; i++)
        {
            using var suggested = await http.PostAsJsonAsync(
                $"/api/v1/modules/songs/contexts/context-{i % 2}/adaptations", new { parameterName = "tone", value = i / 2 % 2 == 0 ? "dry" : "warm", note = new string('n', 1_000) });
            Assert.Equal(HttpStatusCode.Created, suggested.StatusCode);
        }

        // The catalog hears of them with the first flush, and there is one when something was counted.
        for (var i = 0; i < 2; i++)
        {
            using var begun = await http.PostAsync(new Uri($"/api/v1/modules/songs/contexts/context-{i}/operations", UriKind.Relative), null);
            var id = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("resultId").GetString();
            using var completed = await http.PostAsJsonAsync("/api/v1/modules/songs/operations/complete", new { resultId = id, status = "success", durationMs = 1 });
            Assert.Equal(HttpStatusCode.OK, completed.StatusCode);
        }

        for (var i = 0; (await http.GetStringAsync(new Uri("/api/v1/modules/songs/export", UriKind.Relative))).Length < 50_000; i++)
        {
            Assert.True(i < 300, "The export has not become as large as its adaptations are.");
            await Task.Delay(50);
        }
    }

    private static async Task<Socket> OpenAsync(Uri url, string stream)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(url.Host, url.Port);
        var request = stream.StartsWith("GET", StringComparison.Ordinal)
            ? string.Concat(Enumerable.Repeat($"{stream} HTTP/1.1\r\nHost: localhost\r\n\r\n", Pipelined))
            : $"{stream} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{\"resultId\":";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        return socket;
    }

    // Begun, and then not read: nothing more comes.
    private static async Task BlockedAsync(IEnumerable<Socket> sockets)
    {
        foreach (var socket in sockets)
        {
            var start = new byte[100];
            Assert.True(await socket.ReceiveAsync(start) > 0);
            Assert.StartsWith("HTTP/1.1 200", Encoding.ASCII.GetString(start), StringComparison.Ordinal);
        }
    }
}
