using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Client.Tests.Fakes;
using SelfLearning.Contracts;

namespace SelfLearning.Client.Tests.Modules;

public sealed class ProcessTests
{
    private static readonly LyricsRequest Song = new("rain", 2);

    [Fact]
    public async Task The_reply_becomes_the_result_member_by_member()
    {
        await using var host = HostOf(Reply(Payload.OfJson("""{"text":"la la"}"""u8.ToArray())));

        var result = await Lyrics(host).ProcessAsync(Song);

        Assert.Equal(
            ("id-1", FakeContextGrain.Start, new Verse("la la"), 12.5, 0.9, true, OperationStatus.Partial),
            (result.Id, result.CreatedAt, result.Data, result.ExecutionTimeMs, result.QualityScore, result.AdaptationApplied, result.Status));
        Assert.Equal("yes", result.Metadata["cached"]);
        Assert.Equal([new("temperature", "0.9")], result.Parameters.ToArray());
    }

    [Fact]
    public async Task The_request_carries_the_callers_id_and_operation_name()
    {
        await using var host = HostOf(Reply(Verse("la")));

        await Lyrics(host).ProcessAsync(Song, new ProcessOptions { OperationId = "order-7", Operation = "draft" });

        var call = Assert.Single(host.Cluster.Module().CallsOf("process"));
        var sent = (ProcessRequest)call[0]!;
        Assert.Equal(("order-7", "draft"), (sent.OperationId, sent.Operation));
        Assert.True(sent.Input.TryRead<LyricsRequest>(PayloadJson.DefaultOptions, out var request, out _));
        Assert.Same(Song, request);
    }

    [Fact]
    public async Task Cancelled_it_ends_at_once_and_the_silo_is_told_which_call_it_was()
    {
        await using var host = HostOf(Reply(Verse("la")));
        host.Cluster.Module().Gate = new TaskCompletionSource().Task;
        using var cancellation = new CancellationTokenSource();
        var other = Lyrics(host).ProcessAsync(Song, cancellation.Token);
        using var own = new CancellationTokenSource();
        var call = Lyrics(host).ProcessAsync(Song, own.Token);

        await own.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var sent = host.Cluster.Module().CallsOf("process").Select(arguments => ((ProcessRequest)arguments[0]!).Call).ToArray();
        var cancelled = ((ProcessRequest)Assert.Single(host.Cluster.Module().CallsOf("cancel"))[0]!).Call;
        Assert.Equal((2, sent[1]), (sent.Distinct().Count(), cancelled));
        Assert.False(other.IsCompleted);
    }

    [Fact]
    public async Task An_operation_with_an_id_is_not_stopped_when_its_caller_cancels()
    {
        await using var host = HostOf(Reply(Verse("la")));
        host.Cluster.Module().Gate = new TaskCompletionSource().Task;
        using var cancellation = new CancellationTokenSource();
        var call = Lyrics(host).ProcessAsync(Song, new ProcessOptions { OperationId = "order-7" }, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Empty(host.Cluster.Module().CallsOf("cancel"));
    }

    [Theory]
    [InlineData("", "process")]
    [InlineData("id", "")]
    [InlineData("id", null)]
    [InlineData("an id of more than a hundred characters, which is longer than any sensible one and would only fill memory", "process")]
    public async Task An_id_or_a_name_of_the_wrong_length_is_refused(string id, string? operation)
    {
        await using var host = HostOf(Reply(Verse("la")));

        await Assert.ThrowsAsync<ModuleProcessingException>(
            () => Lyrics(host).ProcessAsync(Song, new ProcessOptions { OperationId = id, Operation = operation! }));
        Assert.Empty(host.Cluster.Module().Calls);
    }

    [Fact]
    public async Task A_missing_request_is_refused()
    {
        await using var host = HostOf(Reply(Verse("la")));

        await Assert.ThrowsAsync<ArgumentNullException>(() => Lyrics(host).ProcessAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Lyrics(host).ProcessAsync(Song, options: null!));
    }

    [Fact]
    public async Task A_request_of_exactly_the_limit_is_sent_and_one_byte_more_is_refused()
    {
        var size = JsonSerializer.SerializeToUtf8Bytes(Song, PayloadJson.DefaultOptions).Length;
        await using var exact = HostOf(Reply(Verse("la")), c => c.UsePayloads(sizeLimit: size));
        await using var tight = HostOf(Reply(Verse("la")), c => c.UsePayloads(sizeLimit: size - 1));

        await Lyrics(exact).ProcessAsync(Song);
        var error = await Assert.ThrowsAsync<ModuleProcessingException>(
            () => Lyrics(tight).ProcessAsync(Song, new ProcessOptions { OperationId = "order-7" }));

        Assert.Contains($"{size} bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(("lyrics", "order-7", false), (error.Module, error.OperationId, error.IsRetryable));
        Assert.Empty(tight.Cluster.Module().Calls);
    }

    [Fact]
    public async Task In_a_host_with_a_silo_a_request_is_neither_measured_nor_written()
    {
        await using var host = HostOf(Reply(Verse("la")), c => c.UsePayloads(sizeLimit: 1), s => s.AddSingleton<ILocalSiloDetails>(new EmbeddedSilo()));

        await host.Client.GetModule<Unwritable, Verse>("lyrics").ProcessAsync(new Unwritable());

        Assert.Single(host.Cluster.Module().Calls);
    }

    [Fact]
    public async Task A_request_without_a_json_form_is_refused_by_its_type()
    {
        await using var host = HostOf(Reply(Verse("la")));

        var error = await Assert.ThrowsAsync<ModuleProcessingException>(
            () => host.Client.GetModule<Unwritable, Verse>("lyrics").ProcessAsync(new Unwritable()));

        Assert.Contains(nameof(Unwritable), error.Message, StringComparison.Ordinal);
        Assert.Empty(host.Cluster.Module().Calls);
    }

    [Theory]
    [InlineData("""{"lines":3}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_result_of_another_type_is_an_error_that_names_the_type(string json)
    {
        await using var host = HostOf(Reply(Payload.OfJson(Encoding.UTF8.GetBytes(json))));

        var error = await Assert.ThrowsAsync<ModuleProcessingException>(() => Lyrics(host).ProcessAsync(Song));

        Assert.Contains("cannot be read as a Verse", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_options_of_the_host_are_used_both_ways()
    {
        var snake = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper };
        await using var host = HostOf(Reply(Payload.OfJson("""{"TEXT":"la"}"""u8.ToArray())), c => c.UsePayloads(snake));

        var result = await Lyrics(host).ProcessAsync(Song);

        Assert.Equal("la", result.Data.Text);
        var sent = (ProcessRequest)Assert.Single(host.Cluster.Module().CallsOf("process"))[0]!;
        Assert.Equal("""{"TOPIC":"rain","VERSES":2}""", Encoding.UTF8.GetString(sent.Input.ToJson()));
    }

    [Theory]
    [InlineData(null, "may run the module a second time")]
    [InlineData("order-7", "is safe")]
    public async Task Without_an_answer_the_error_says_whether_a_repeat_is_safe(string? operationId, string advice)
    {
        await using var host = HostOf(Reply(Verse("la")));
        host.Cluster.Module().Failure = new TimeoutException();

        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(
            () => Lyrics(host).ProcessAsync(Song, new ProcessOptions { OperationId = operationId }));

        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Equal((operationId, true), (error.OperationId, error.IsRetryable));
    }

    private static TestHost HostOf(
        ProcessReply reply, Action<SelfLearningClientBuilder>? configure = null, Action<IServiceCollection>? services = null)
    {
        var host = new TestHost(configure, services);
        host.Cluster.Module().Process = _ => reply;
        return host;
    }

    private static IModuleClient<LyricsRequest, Verse> Lyrics(TestHost host) => host.Client.GetModule<LyricsRequest, Verse>("lyrics");

    private static Payload Verse(string text) => Payload.Of(new Verse(text), PayloadJson.DefaultOptions);

    private static ProcessReply Reply(Payload data) => new()
    {
        Id = "id-1",
        CreatedAt = FakeContextGrain.Start,
        Data = data,
        Metadata = ImmutableDictionary<string, string>.Empty.Add("cached", "yes"),
        ExecutionTimeMs = 12.5,
        QualityScore = 0.9,
        AdaptationApplied = true,
        Status = OperationStatus.Partial,
        Parameters = [new ParameterValue("temperature", "0.9")],
    };
}
