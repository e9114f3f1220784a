using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SelfLearning.Client.Tests.Fakes;
using SelfLearning.Cluster;
using SelfLearning.Contracts;

namespace SelfLearning.Client.Tests.Connecting;

/// <summary>A call of a module while silos go.</summary>
public sealed class GatewayWatchTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ClusterConnection _connection;
    private readonly FakeModuleGrain _grain = new() { Process = _ => Reply("by itself") };
    private readonly TaskCompletionSource _answer = new();
    private readonly ProcessRequest _request =
        new(Payload.Of("rain", PayloadJson.DefaultOptions), OperationId: null, "process") { Call = Guid.NewGuid() };

    public GatewayWatchTests()
    {
        _connection = new ClusterConnection(_time, NullLogger<ClusterConnection>.Instance);
        _connection.NotifyGatewayCountChanged(1, 0, connectionRecovered: true);
        _connection.NotifyGatewayCountChanged(2, 1, connectionRecovered: false);
        _connection.Establish();
        _grain.Gate = _answer.Task;
    }

    [Fact]
    public async Task Its_answer_comes_from_the_context_when_the_silo_it_came_through_has_gone()
    {
        _grain.Attach = request => Task.FromResult<ProcessReply?>(request.Call == _request.Call ? Reply("anew") : null);
        var call = CallAsync();

        LoseASilo();

        Assert.Equal("anew", (await EndAsync(call)).Id);
    }

    [Fact]
    public async Task It_fails_when_no_context_runs_it_any_more()
    {
        _grain.Attach = _ => Task.FromResult<ProcessReply?>(null);
        var call = CallAsync();

        LoseASilo();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => EndAsync(call));
    }

    [Fact]
    public async Task It_is_asked_for_again_until_the_cluster_has_noticed_that_a_silo_died()
    {
        var asked = 0;
        _grain.Attach = _ => ++asked < 4 ? throw new SiloUnavailableException("gone") : Task.FromResult<ProcessReply?>(Reply("anew"));
        var call = CallAsync();

        LoseASilo();

        Assert.Equal(("anew", 4), ((await EndAsync(call)).Id, asked));
    }

    [Fact]
    public async Task It_fails_when_the_whole_cluster_has_gone()
    {
        var call = CallAsync();

        LoseASilo();
        _connection.NotifyGatewayCountChanged(0, 1, connectionRecovered: false);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => EndAsync(call));
    }

    [Fact]
    public async Task An_answer_that_was_on_its_way_counts()
    {
        var call = CallAsync();

        LoseASilo();
        _answer.SetResult();

        Assert.Equal("by itself", (await EndAsync(call)).Id);
    }

    [Fact]
    public async Task An_answer_that_comes_while_the_context_is_asked_counts()
    {
        var asked = new TaskCompletionSource();
        _grain.Attach = _ =>
        {
            asked.TrySetResult();
            return new TaskCompletionSource<ProcessReply?>().Task;
        };
        var call = CallAsync();
        LoseASilo();
        while (!asked.Task.IsCompleted) await MoveAsync();

        _answer.SetResult();

        Assert.Equal("by itself", (await EndAsync(call)).Id);
    }

    [Fact]
    public async Task What_the_module_says_passes_as_it_is()
    {
        var said = new ModuleProcessingException("no rhyme");
        _grain.Attach = _ => throw said;
        var call = CallAsync();

        LoseASilo();

        Assert.Same(said, await Assert.ThrowsAsync<ModuleProcessingException>(() => EndAsync(call)));
    }

    private static ProcessReply Reply(string id) => new()
    {
        Id = id,
        CreatedAt = FakeContextGrain.Start,
        Data = Payload.Of(new Verse("la"), PayloadJson.DefaultOptions),
        Metadata = ImmutableDictionary<string, string>.Empty,
        ExecutionTimeMs = 1,
        QualityScore = null,
        AdaptationApplied = false,
        Status = OperationStatus.Success,
        Parameters = [],
    };

    private Task<ProcessReply> CallAsync() => GatewayWatch.AnswerAsync(_grain, _request, _connection, CancellationToken.None);

    private void LoseASilo() => _connection.NotifyGatewayCountChanged(1, 2, connectionRecovered: false);

    private async Task<ProcessReply> EndAsync(Task<ProcessReply> call)
    {
        for (var i = 0; i < 1_000 && !call.IsCompleted; i++) await MoveAsync();
        return await call.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private async Task MoveAsync()
    {
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await Task.Delay(1);
    }
}
