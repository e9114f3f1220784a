using SelfLearning.Learning;
using SelfLearning.Tool.Replaying.Simulation;

namespace SelfLearning.Tool.Tests.Replaying.Simulation;

/// <summary>The silo's rules on the simulated clock: when feedback comes, and when it is learned.</summary>
public class SimulatedModuleTests
{
    private readonly List<(int Call, int Context, int Feedbacks)> _cycles = [];

    [Fact]
    public void Ten_that_wait_are_learned_at_once()
    {
        Calls(Module(delay: 0), 25, _ => 0);
        Assert.Equal([(9, 0, 10), (19, 0, 10)], _cycles);
    }

    [Fact]
    public void Fewer_wait_for_the_interval()
    {
        var module = Module(delay: 0);
        Calls(module, 4, _ => 0);
        Calls(module, 70, _ => 1);
        Assert.Contains((60, 0, 4), _cycles);
    }

    [Fact]
    public void Too_few_are_learned_when_nothing_was_added_in_a_whole_interval()
    {
        var module = Module(delay: 0);
        Calls(module, 1, _ => 0);
        Calls(module, 150, _ => 1);
        Assert.Equal((120, 0, 1), _cycles.Single(cycle => cycle.Context == 0));
    }

    [Fact]
    public void Feedback_comes_up_to_the_delay_later_and_none_is_lost()
    {
        var module = Module(delay: 40);
        Calls(module, 400, _ => 0);
        Assert.True(_cycles[0].Call > 9);
        // Those of the last 40 calls may be under way, and up to 9 wait.
        Assert.InRange(_cycles.Sum(cycle => cycle.Feedbacks), 400 - 40 - 9, 400);
    }

    [Fact]
    public void Feedback_that_comes_many_policy_versions_later_is_learned()
    {
        var module = Module(delay: 5_000);
        Calls(module, 12_000, _ => 0);
        var model = module.Model(0)!;
        Assert.True(model.Policies.Current.Version > PolicyHistory.Held);
        Assert.Equal(0, model.Ledger.LateCount);
        Assert.InRange(model.LearnedCount, 12_000 - 5_000, 12_000);
    }

    [Fact]
    public void What_is_kept_of_a_long_run_stays_small()
    {
        var module = Module(delay: 10);
        Calls(module, 20_000, _ => 0);
        var model = module.Model(0)!;
        Assert.InRange(model.Ledger.Slots.Count, 0, FeedbackLedger.MaximumRecentSlots);
        Assert.InRange(model.Policies.Versions.Count, 1, PolicyHistory.Held + 8);
        Assert.Empty(model.Movements);
    }

    [Fact]
    public void A_context_begins_with_its_first_call()
    {
        var module = Module(delay: 0);
        Calls(module, 5, _ => 1);
        Assert.Null(module.Model(0));
        Assert.Equal(SimulatedModule.Start, module.Model(1)!.Policies.Current.PublishedAt);
    }

    [Fact]
    public void A_context_that_begins_late_begins_with_what_the_others_learned()
    {
        var module = Module(delay: 0, new ModuleOptions { PoolingStrength = 0.8 });
        for (var i = 0; i < 3_000; i++)
        {
            var decision = module.Decide(i % 8);
            var setting = new int[1];
            decision.CopyTo(setting);
            module.Answer(decision, setting[0] == 1 ? 0.9 : 0.3);
            module.Next();
        }

        module.Decide(8);
        Assert.Equal(1, module.PolicyOf(8).Incumbents[0]);
        Assert.Contains("inherited from 8 other contexts", module.Model(8)!.Adaptations.All[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_pooling_it_begins_with_the_default()
    {
        var module = Module(delay: 0);
        Calls(module, 500, i => i % 8);
        module.Decide(8);
        Assert.Empty(module.Model(8)!.Adaptations.All);
        Assert.Equal(0, module.Model(8)!.Cycle);
    }

    private SimulatedModule Module(int delay, ModuleOptions? options = null)
    {
        var space = new ParameterSpace(ParameterDefinition.Categorical("style", "plain", "plain", "warm", "bold"));
        SimulatedModule? module = null;
        return module = new SimulatedModule(
            new ModuleDefinition { Name = "lyrics", Parameters = space, Options = options ?? new ModuleOptions() },
            [.. Enumerable.Range(0, 9).Select(i => ContextKey.Parse($"genre-{i}"))], 7, delay,
            (context, report) => _cycles.Add((module!.Call, context, report.Feedbacks)));
    }

    private static void Calls(SimulatedModule module, int calls, Func<int, int> context)
    {
        for (var i = 0; i < calls; i++)
        {
            var decision = module.Decide(context(i));
            module.Answer(decision, decision.Candidate < 0 ? 0.5 : 0.4 + (0.2 * (i % 2)));
            module.Next();
        }
    }
}
