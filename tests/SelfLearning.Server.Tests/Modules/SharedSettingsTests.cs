using System.Collections.Immutable;

namespace SelfLearning.Server.Tests.Modules;

public sealed class SharedSettingsTests
{
    private static readonly ModuleOptions Options = new();

    private readonly SharedSettings _shared = new((decided, _) => new ModuleSettings(decided, 0, false, new ScriptConfig()));

    [Fact]
    public void Contexts_that_decide_alike_share_what_the_module_runs_with()
    {
        var first = _shared.Of(Decided("0.5"), Options);

        Assert.Same(first, _shared.Of(Decided("0.5"), Options));
        Assert.NotSame(first, _shared.Of(Decided("0.6"), Options));
    }

    [Fact]
    public void Other_options_make_other_settings() =>
        Assert.NotSame(_shared.Of(Decided("0.5"), Options), _shared.Of(Decided("0.5"), Options with { ExplorationRate = 0.2 }));

    [Fact]
    public void However_many_values_are_decided_only_so_many_are_kept()
    {
        var first = _shared.Of(Decided("0"), Options);
        for (var i = 1; i <= SharedSettings.Most; i++) _shared.Of(Decided($"{i}"), Options);

        Assert.NotSame(first, _shared.Of(Decided("0"), Options));
    }

    private static ImmutableArray<ParameterValue> Decided(string value) => [new ParameterValue("temperature", value)];

    private sealed record ScriptConfig : ModuleConfig;
}
