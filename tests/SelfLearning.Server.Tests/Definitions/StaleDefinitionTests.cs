using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Definitions;

public sealed class StaleDefinitionTests
{
    private const int Contexts = 16;

    [Fact]
    public async Task What_a_context_has_under_a_newer_definition_survives_a_silo_that_knows_the_older_one()
    {
        await using var cluster = await LearningCluster.StartAsync(silos: 2);
        var module = cluster.Client.GetModule("stale");
        await module.RegisterAsync(Space(1, "short", "long"));
        var contexts = Enumerable.Range(0, Contexts).Select(i => $"folk-{i}").ToList();
        // Both silos know revision 1, and with time standing still one of them goes on believing it.
        foreach (var context in contexts) await module.GetPolicyAsync(context);
        await module.RegisterAsync(Space(2, "short", "long", "endless"));
        var suggested = new List<string>();
        foreach (var context in contexts)
        {
            try
            {
                await module.SuggestAdaptationAsync(context, "length", "endless", new Decider("ada"));
                suggested.Add(context);
            }
            catch (SelfLearningException exception) when (exception.Reason == FailureReason.Invalid)
            {
                // This one is on the silo with the older definition.
            }
        }

        foreach (var context in suggested) await cluster.DeactivateAsync("stale", context);

        Assert.NotEmpty(suggested);
        foreach (var context in suggested)
        {
            var view = await module.GetPolicyAsync(context);
            Assert.Equal((context, "endless"), (context, await module.ValueAsync(context, "length")));
            Assert.Equal((context, "ada"), (context, Assert.Single(view.Pins).PinnedBy));
            Assert.Single(await module.GetAdaptationsAsync(context));
        }
    }

    private static ModuleDefinition Space(int revision, params string[] lengths) => new()
    {
        Name = "stale",
        Revision = revision,
        Parameters = new ParameterSpace(ParameterDefinition.Categorical("length", lengths[0], lengths)),
        Options = new ModuleOptions { ExplorationRate = 0 },
    };
}
