using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SelfLearning.Silo.Tests.Telemetry;

/// <summary>A collector of telemetry on this machine that takes OTLP over HTTP and keeps what it gets.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _requests = new();
    private readonly WebApplication _app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/{**path}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _requests.Enqueue((request.Path.Value!, body.ToArray()));
        });
    }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public IEnumerable<string> Paths => _requests.Select(request => request.Path).Distinct().Order(StringComparer.Ordinal);

    public IEnumerable<ReceivedSpan> Spans =>
        from resource in Of("/v1/traces")
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new ReceivedSpan(
            scope.Messages(1).Single().Text(1), span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Attributes(9),
            [.. span.Messages(11).Select(item => new ReceivedEvent(item.Text(2), span.Hex(1), item.Attributes(3)))]);

    /// <summary>The log records that are events.</summary>
    public IEnumerable<ReceivedEvent> Events =>
        from resource in Of("/v1/logs")
        from scope in resource.Messages(2)
        from log in scope.Messages(2)
        where log.Has(12)
        select new ReceivedEvent(log.Text(12), log.Hex(9), log.Attributes(6));

    /// <summary>The names of the instruments, with their units.</summary>
    public IEnumerable<string> Instruments =>
        (from resource in Of("/v1/metrics")
         from scope in resource.Messages(2)
         from metric in scope.Messages(2)
         select $"{metric.Text(1)} {metric.Text(3)}").Distinct();

    /// <summary>Who has sent something to a path.</summary>
    public IEnumerable<Dictionary<string, object>> Resources(string path) => Of(path).Select(resource => resource.Messages(1).Single().Attributes(1));

    /// <summary>All that came to a path, as text.</summary>
    public string TextOf(string path) => string.Concat(_requests.Where(request => request.Path == path).Select(request => Encoding.UTF8.GetString(request.Body)));

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Waits until something has come.</summary>
    public async Task UntilAsync(Func<Collector, bool> hasCome)
    {
        for (var watch = Stopwatch.StartNew(); !hasCome(this); await Task.Delay(50))
        {
            if (watch.Elapsed > Patience)
                throw new TimeoutException($"It has not come. Spans:\n{string.Join('\n', Spans)}\nInstruments:\n{string.Join('\n', Instruments)}\nEvents:\n{string.Join('\n', Events)}");
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IEnumerable<ProtoMessage> Of(string path) => _requests.Where(request => request.Path == path).SelectMany(request => new ProtoMessage(request.Body).Messages(1));
}
