using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SelfLearning.Silo.Tests.Cluster;
using SelfLearning.Silo.Tests.Support;
using SelfLearning.Tests.Servers;
using Xunit.Abstractions;

namespace SelfLearning.Silo.Tests.Telemetry;

/// <summary>What a collector gets of a silo that is a process of its own.</summary>
public sealed class SentTelemetryTests(ITestOutputHelper output)
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Caller = "b7ad6b7169203331";
    private const string Listener = "anna-who-is-nobodys-business";
    private const string Comment = "what-i-think-of-it";
    private const string Secret = "what-anna-asked-for";

    [Fact]
    public async Task Feedback_over_http_is_one_trace_to_the_storage_and_its_event_tells_no_comment()
    {
        await using var collector = await Collector.StartAsync();
        await using var silo = Sending(collector);
        await silo.StartReadyAsync();
        using var http = new HttpClient { BaseAddress = silo.Url };
        var result = await ProcessAsync(http);

        Assert.Equal(HttpStatusCode.Accepted, await JudgeAsync(http, result));
        Assert.Equal(HttpStatusCode.OK, (await silo.GetAsync($"/api/v1/modules/songs/contexts/{Listener}/policy"))?.Status);

        await collector.UntilAsync(got => WayToStorage(got) is not null && got.Events.Any(log => log.TraceId == Trace)
            && got.Spans.Any(span => span.Name == "GET /api/v1/modules/{module}/contexts/{context}/policy"));
        Assert.Equal(
            [
                "SelfLearning: selflearning.storage.write",
                "SelfLearning: selflearning.commit",
                "Microsoft.Orleans.Application: IContextGrain/ApplyFeedbackAsync",
                "Microsoft.Orleans.Application: IContextGrain/ApplyFeedbackAsync",
                "Microsoft.Orleans.Application: IModuleGrain/ApplyFeedbackBatchAsync",
                "Microsoft.Orleans.Application: IModuleGrain/ApplyFeedbackBatchAsync",
                "Microsoft.AspNetCore: POST /api/v1/feedback",
            ],
            WayToStorage(collector));
        var raised = Assert.Single(collector.Spans.Where(span => span.TraceId == Trace).SelectMany(span => span.Events), item => item.Name == "gen_ai.evaluation.result");
        var logged = Assert.Single(collector.Events, log => log.TraceId == Trace);
        Assert.Equal("gen_ai.evaluation.result", logged.Name);
        foreach (var attributes in (Dictionary<string, object>[])[raised.Attributes, logged.Attributes])
        {
            Assert.Equal(
                ("user_feedback", 0.8, "pass", result),
                (attributes["gen_ai.evaluation.name"], attributes["gen_ai.evaluation.score.value"], attributes["gen_ai.evaluation.score.label"], attributes["gen_ai.response.id"]));
        }

        foreach (var path in collector.Paths) Assert.DoesNotContain(Comment, collector.TextOf(path), StringComparison.Ordinal);
        Assert.DoesNotContain(Listener, collector.TextOf("/v1/traces"), StringComparison.Ordinal);
        Assert.DoesNotContain(Listener, collector.TextOf("/v1/metrics"), StringComparison.Ordinal);
        Assert.DoesNotContain(collector.Spans, span => span.Source == "Microsoft.Orleans.Runtime" && span.ParentId.Length == 0);
        Assert.DoesNotContain(collector.Spans, span => span.Name.Contains("/health", StringComparison.Ordinal));
        // For collectors alone: a console has no use for a line for each feedback.
        Assert.DoesNotContain("user_feedback", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_that_fails_is_in_the_traces_with_the_type_of_its_error_and_none_of_its_words()
    {
        await using var collector = await Collector.StartAsync();
        await using var silo = Sending(collector);
        await silo.StartReadyAsync();
        using var http = new HttpClient { BaseAddress = silo.Url };

        using var failed = await http.PostAsJsonAsync(new Uri("/api/v1/modules/songs/process", UriKind.Relative), new { input = new { listener = Listener, failure = Secret } });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, failed.StatusCode);
        await collector.UntilAsync(got => got.Spans.Any(span => span.Name == "selflearning.process") && got.Spans.Any(span => span.Name == "POST /api/v1/modules/{module}/process"));
        var run = Assert.Single(collector.Spans, span => span.Name == "selflearning.process");
        Assert.Equal(typeof(InvalidOperationException).FullName, run.Attributes["error.type"]);
        Assert.DoesNotContain(Secret, collector.TextOf("/v1/traces"), StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task With_azure_storage_what_its_client_does_is_in_the_trace_too()
    {
        var azurite = new AzuriteProcess();
        await azurite.StartAsync();
        try
        {
            await using var collector = await Collector.StartAsync();
            await using var silo = Sending(collector);
            silo["Orleans__GrainStorage__SelfLearning__ProviderType"] = "AzureBlobStorage";
            silo["Orleans__GrainStorage__SelfLearning__ConnectionString"] = azurite.ConnectionString;
            await silo.StartReadyAsync();
            using var http = new HttpClient { BaseAddress = silo.Url };

            Assert.Equal(HttpStatusCode.Accepted, await JudgeAsync(http, await ProcessAsync(http)));

            await collector.UntilAsync(got => WayToStorage(got) is not null);
            var write = collector.Spans.First(span => span.TraceId == Trace && span.Name == "selflearning.storage.write");
            await collector.UntilAsync(got => got.Spans.Any(span => span.ParentId == write.Id && span.Source.StartsWith("Azure.Storage.Blobs", StringComparison.Ordinal)));
            Assert.DoesNotContain(Listener, collector.TextOf("/v1/traces"), StringComparison.Ordinal);
        }
        finally
        {
            await azurite.StopAsync();
        }
    }

    [Fact]
    public async Task Every_meter_is_sent_in_the_name_of_the_silo()
    {
        await using var collector = await Collector.StartAsync();
        await using var silo = Sending(collector);
        silo["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=test";
        await silo.StartReadyAsync();
        using var http = new HttpClient { BaseAddress = silo.Url };
        await JudgeAsync(http, await ProcessAsync(http));
        var context = $"/api/v1/modules/songs/contexts/{Listener}";
        using var cycle = await http.PostAsync(new Uri($"{context}/learning-cycles", UriKind.Relative), null);
        using var suggested = await http.PostAsJsonAsync(new Uri($"{context}/adaptations", UriKind.Relative), new { parameterName = "tempo", value = "130" });
        Assert.Equal((HttpStatusCode.OK, true), (cycle.StatusCode, suggested.IsSuccessStatusCode));

        await collector.UntilAsync(got => ((string[])
        [
            "selflearning.process.duration s", "selflearning.feedback.received {feedback}", "selflearning.learning_cycle.duration s", "selflearning.adaptations {adaptation}",
            "http.server.request.duration s", "dotnet.gc.collections {collection}",
        ]).All(got.Instruments.Contains) && got.Instruments.Any(name => name.StartsWith("orleans-", StringComparison.Ordinal)));

        foreach (var path in (string[])["/v1/metrics", "/v1/traces", "/v1/logs"])
        {
            await collector.UntilAsync(got => got.Resources(path).Any());
            Assert.All(collector.Resources(path), resource => Assert.Equal(
                ("selflearning-silo", "song-1", "test"), (resource["service.name"], resource["service.instance.id"], resource["deployment.environment.name"])));
        }
    }

    [Fact]
    public async Task Switched_off_it_sends_nothing()
    {
        await using var collector = await Collector.StartAsync();
        await using var silo = Sending(collector);
        silo["OTEL_SDK_DISABLED"] = "true";
        await silo.StartReadyAsync();
        using var http = new HttpClient { BaseAddress = silo.Url };

        Assert.Equal(HttpStatusCode.Accepted, await JudgeAsync(http, await ProcessAsync(http)));
        // What is left to send is sent when it stops.
        await silo.AskToStopAsync();
        Assert.Equal(0, await silo.WaitForExitAsync());

        Assert.Empty(collector.Paths);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_collector_that_does_not_answer_holds_nobody_up(bool isThere)
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        await using var silo = new SiloProcess("SelfLearning.Silo.Tests.dll");
        silo["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{(isThere ? ((IPEndPoint)mute.LocalEndpoint).Port : silo.FreePort)}";
        silo["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        await silo.StartReadyAsync();
        using var http = new HttpClient { BaseAddress = silo.Url };

        Assert.Equal(HttpStatusCode.Accepted, await JudgeAsync(http, await ProcessAsync(http)));
        var watch = Stopwatch.StartNew();
        await silo.AskToStopAsync();

        Assert.Equal(0, await silo.WaitForExitAsync());
        output.WriteLine($"gone after {watch.Elapsed.TotalSeconds:F2} s");
        // Supervisors kill after 10 s by habit.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
        Assert.Equal("", silo.Errors);
    }

    private static SiloProcess Sending(Collector collector)
    {
        var silo = new SiloProcess("SelfLearning.Silo.Tests.dll");
        silo["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
        silo["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        silo["OTEL_BSP_SCHEDULE_DELAY"] = "100";
        silo["OTEL_BLRP_SCHEDULE_DELAY"] = "100";
        silo["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        silo["Orleans__Name"] = "song-1";
        silo["Modules__songs__Generative"] = "true";
        return silo;
    }

    // From the write up to the request; null as long as a span is missing.
    private static List<string>? WayToStorage(Collector collector)
    {
        var spans = collector.Spans.Where(span => span.TraceId == Trace).ToDictionary(span => span.Id);
        var way = new List<string>();
        var next = spans.Values.FirstOrDefault(span => span.Name == "selflearning.storage.write" && span.Attributes["record"] is "learning");
        while (next is { } span)
        {
            way.Add($"{span.Source}: {span.Name}");
            if (span.ParentId == Caller) return way;
            next = spans.GetValueOrDefault(span.ParentId);
        }

        return null;
    }

    private static async Task<string> ProcessAsync(HttpClient http)
    {
        using var response = await http.PostAsJsonAsync(new Uri("/api/v1/modules/songs/process", UriKind.Relative), new { input = new { listener = Listener } });
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("id").GetString()!;
    }

    private static async Task<HttpStatusCode> JudgeAsync(HttpClient http, string result)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/feedback")
        {
            Content = new StringContent(string.Create(CultureInfo.InvariantCulture, $$"""{"resultId":"{{result}}","rating":4,"comment":"{{Comment}}"}"""), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("traceparent", $"00-{Trace}-{Caller}-01");
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
