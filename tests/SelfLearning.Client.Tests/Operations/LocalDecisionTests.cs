using SelfLearning.Client.Tests.Fakes;
using SelfLearning.Contracts;
using SelfLearning.Operations;

namespace SelfLearning.Client.Tests.Operations;

/// <summary>What a host decides itself, and how fresh that is.</summary>
public sealed class LocalDecisionTests : IAsyncDisposable
{
    private readonly TestHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task After_the_first_use_a_decision_asks_nobody_and_is_made_at_once()
    {
        await BeginAsync();
        _host.Folk.Failure = new TimeoutException();

        for (var i = 0; i < 100; i++) Begin();

        Assert.Equal(1, Questions);
    }

    [Fact]
    public async Task First_uses_at_one_time_share_one_question()
    {
        var gate = new TaskCompletionSource();
        _host.Folk.Gate = gate.Task;

        var begun = Enumerable.Range(0, 20).Select(_ => BeginAsync()).ToList();
        await Eventually.HoldsAsync(() => Questions > 0);
        gate.SetResult();
        await Task.WhenAll(begun);

        Assert.Equal(1, Questions);
    }

    [Fact]
    public async Task A_decision_allocates_its_operation_and_shares_its_record_with_others()
    {
        var (lyrics, folk) = (_host.Lyrics, ContextKey.Parse("folk"));
        var first = await lyrics.BeginAsync<LyricsConfig>(folk);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Operation<LyricsConfig> last = null!;

        for (var i = 0; i < 1_000; i++) last = Begin(lyrics, folk);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000, 1, 160);
        Assert.Same(first.Config, last.Config);
    }

    [Fact]
    public async Task Trials_are_drawn_with_the_shares_of_the_policy()
    {
        _host.Folk.Decide = policy => policy with
        {
            Policy = policy.Policy with { Candidates = [new("temperature", "0.6", 0.1), new("temperature", "0.9", 0.2)], TrialShare = 0.3 },
        };
        await BeginAsync();

        var counts = Enumerable.Range(0, 10_000).Select(_ => Begin().Config.Temperature).CountBy(value => value).ToDictionary();

        // Five standard deviations of a count around 1,000, 2,000 and 7,000.
        Assert.InRange(counts[0.6], 850, 1_150);
        Assert.InRange(counts[0.9], 1_800, 2_200);
        Assert.InRange(counts[0.7], 6_770, 7_230);
    }

    [Fact]
    public async Task Cut_off_a_host_decides_for_an_hour_and_then_says_why_it_no_longer_does()
    {
        await BeginAsync();
        _host.Folk.Failure = new TimeoutException("no answer");

        for (var minutes = 0; minutes < 60; minutes += 2)
        {
            _host.Time.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(3, VersionOf(await BeginAsync()));
        }

        _host.Time.Advance(TimeSpan.FromSeconds(30));
        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(BeginAsync);
        Assert.Equal((true, "lyrics", "folk"), (error.IsRetryable, error.Module, error.Context));
        Assert.Contains("1 hour", error.Message, StringComparison.Ordinal);
        _host.Folk.Failure = null;
        await BeginAsync();
    }

    [Fact]
    public async Task In_use_all_the_time_it_decides_no_longer_than_an_hour_either()
    {
        await BeginAsync();
        _host.Folk.Failure = new TimeoutException("no answer");

        for (var seconds = 0; seconds < 3_600; seconds += 30)
        {
            _host.Time.Advance(TimeSpan.FromSeconds(30));
            Begin();
        }

        _host.Time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<ClusterUnavailableException>(BeginAsync);
    }

    [Fact]
    public async Task A_context_that_was_not_used_for_a_minute_asks_first()
    {
        await BeginAsync();
        _host.Folk.Decide = Next;
        _host.Time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(4, VersionOf(await BeginAsync()));
    }

    [Fact]
    public async Task The_answer_to_outcomes_tells_of_a_new_policy()
    {
        await (await BeginAsync()).SucceedAsync();
        _host.Folk.Decide = Next;

        await _host.OutcomesAsync();

        await Eventually.HoldsAsync(() => VersionOf(Begin()) == 4);
    }

    [Fact]
    public async Task A_context_in_use_hears_of_a_new_policy_within_five_seconds_without_outcomes()
    {
        await BeginAsync();
        _host.Folk.Decide = Next;

        _host.Time.Advance(HostContexts.PollInterval);

        await Eventually.HoldsAsync(() => VersionOf(Begin()) == 4);
    }

    [Fact]
    public async Task Options_that_change_under_the_same_policy_arrive_too()
    {
        await BeginAsync();
        _host.Folk.Decide = policy => policy with { Options = new ModuleOptions { AdaptationThreshold = 0.9 } };

        _host.Time.Advance(HostContexts.PollInterval);

        await Eventually.HoldsAsync(() => Begin().Config.AdaptationThreshold == 0.9);
    }

    [Fact]
    public async Task A_context_that_nobody_uses_is_asked_for_a_minute_and_no_longer()
    {
        await BeginAsync();

        for (var i = 1; i <= 12; i++)
        {
            _host.Time.Advance(HostContexts.PollInterval);
            await Eventually.HoldsAsync(() => Questions == 1 + i);
            await _host.Hosts.Polling;
        }

        for (var i = 0; i < 12; i++) _host.Time.Advance(HostContexts.PollInterval);
        // The poll has ended, and begins again with the next use.
        await BeginAsync();
        Assert.Equal(14, Questions);
        _host.Time.Advance(HostContexts.PollInterval);
        await Eventually.HoldsAsync(() => Questions == 15);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_context_used_again_while_its_silo_is_silent_hears_of_a_new_policy_when_that_answers(bool byValues)
    {
        _host.Cluster.Definition().InForce = new ModuleDefinition { Name = "lyrics", Parameters = ParameterSpace.Empty };
        Task UseAsync() => byValues ? _host.Lyrics.BeginByValuesAsync(ContextKey.Parse("folk")).AsTask() : BeginAsync();
        await UseAsync();
        for (var i = 0; i < 14; i++)
        {
            _host.Time.Advance(HostContexts.PollInterval);
            await _host.Hosts.Polling;
        }

        var (asked, gate) = (Questions, new TaskCompletionSource());
        _host.Folk.Gate = gate.Task;
        var begun = UseAsync();
        await Eventually.HoldsAsync(() => Questions == asked + 1);
        // As long as a question may take.
        _host.Time.Advance(HostContexts.PollInterval);
        await _host.Hosts.Polling;
        gate.SetException(new TimeoutException("no answer"));
        await begun;
        _host.Folk.Gate = Task.CompletedTask;

        _host.Time.Advance(HostContexts.PollInterval);

        await Eventually.HoldsAsync(() => Questions == asked + 2);
    }

    [Fact]
    public async Task A_policy_that_is_unchanged_is_not_sent_again()
    {
        await BeginAsync();
        _host.Time.Advance(TimeSpan.FromMinutes(2));
        await BeginAsync();

        var known = _host.Folk.CallsOf("host-policy").Select(call => (long)call[0]!).ToList();
        Assert.Equal(0, known[0]);
        Assert.NotEqual(0, known[1]);
    }

    [Fact]
    public async Task What_the_host_itself_changes_holds_for_its_next_operation()
    {
        var changes = new Func<Task>[]
        {
            () => _host.Lyrics.PinAsync("folk", "temperature", new Decider("ada")),
            () => _host.Lyrics.ApproveAsync(ContextKey.Parse("folk"), 4, new Decider("ada")),
            () => _host.Lyrics.TriggerLearningCycleAsync("folk"),
            () => _host.Lyrics.SetOptionsAsync(new ModuleOptions(), "1"),
        };
        var version = VersionOf(await BeginAsync());
        foreach (var change in changes)
        {
            var next = ++version;
            _host.Folk.Decide = policy => policy with { Policy = policy.Policy with { Version = next } };

            await change();

            Assert.Equal(next, VersionOf(await BeginAsync()));
        }
    }

    [Fact]
    public async Task A_question_under_way_does_not_answer_for_what_the_host_changes_meanwhile()
    {
        await BeginAsync();
        var gate = new TaskCompletionSource();
        _host.Folk.Gate = gate.Task;
        _host.Time.Advance(TimeSpan.FromMinutes(2));
        var begun = BeginAsync();
        await Eventually.HoldsAsync(() => Questions == 2);

        _host.Hosts.Expire("lyrics", ContextKey.Parse("folk"));
        gate.SetResult();
        await begun;

        Assert.Equal(3, Questions);
    }

    [Fact]
    public async Task Decisions_are_dated_by_the_silos_clock_however_wrong_the_hosts_is()
    {
        var silo = FakeContextGrain.Start.AddYears(-1);
        _host.Folk.Now = () => silo;
        Assert.Equal(silo, (await BeginAsync()).StartedAt);

        _host.Time.Advance(TimeSpan.FromMilliseconds(1_500));

        Assert.Equal(silo.AddMilliseconds(1_500), (await BeginAsync()).StartedAt);
    }

    [Fact]
    public async Task Each_answer_sets_the_silos_clock_anew()
    {
        await (await BeginAsync()).SucceedAsync();
        _host.Folk.Now = () => FakeContextGrain.Start.AddSeconds(-3);

        await _host.OutcomesAsync();

        Assert.Equal(FakeContextGrain.Start.AddSeconds(-3), (await BeginAsync()).StartedAt);
    }

    [Fact]
    public async Task Of_too_many_contexts_those_unused_longest_are_forgotten_unless_outcomes_wait()
    {
        await (await BeginAsync()).SucceedAsync();
        for (var i = 0; i < HostContexts.Limit - 1; i++) await _host.Lyrics.BeginAsync<LyricsConfig>($"c{i}");
        _host.Time.Advance(TimeSpan.FromMilliseconds(500));
        await _host.Lyrics.BeginAsync<LyricsConfig>("one-more");

        await BeginAsync();
        await _host.Lyrics.BeginAsync<LyricsConfig>("one-more");

        Assert.Equal((1, 1), (Questions, _host.Cluster.Context("one-more").CallsOf("host-policy").Count));
        // A tenth goes at once: the next thousand find room without a search.
        var asked = 0;
        for (var i = 0; i < HostContexts.Limit - 1; i++)
        {
            await _host.Lyrics.BeginAsync<LyricsConfig>($"c{i}");
            if (_host.Cluster.Context($"c{i}").CallsOf("host-policy").Count > 1) asked++;
        }

        Assert.InRange(asked, 1_000, 2_000);
    }

    private int Questions => _host.Folk.CallsOf("host-policy").Count;

    private static HostPolicy Next(HostPolicy policy) => policy with { Policy = policy.Policy with { Version = 4 } };

    private static long VersionOf(Operation<LyricsConfig> operation) =>
        Learning.ResultId.TryParse(operation.Id, out var id) ? id.PolicyVersion : throw new FormatException(operation.Id);

    private Task<Operation<LyricsConfig>> BeginAsync() => _host.Lyrics.BeginAsync<LyricsConfig>("folk").AsTask();

    private Operation<LyricsConfig> Begin() => Begin(_host.Lyrics, ContextKey.Parse("folk"));

    private static Operation<LyricsConfig> Begin(IModuleClient lyrics, ContextKey context)
    {
        var begun = lyrics.BeginAsync<LyricsConfig>(context);
        return begun.IsCompletedSuccessfully ? begun.Result : throw new InvalidOperationException("The decision was not made at once.");
    }
}
