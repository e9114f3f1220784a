using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Definitions;

[Collection(SharedScriptCluster.Name)]
public sealed class ModuleListTests(ScriptCluster cluster)
{
    private IModuleListGrain List => cluster.Cluster.Grains.GetGrain<IModuleListGrain>(GrainNames.ModuleList);

    [Fact]
    public async Task Every_module_is_listed_once_in_ordinal_order_from_its_registration_on()
    {
        foreach (var name in (string[])["listed-b", "listed-a", "listed-0", "listed-b"])
            await cluster.Client.GetModule(name).RegisterAsync(ScriptCluster.Definition(name));

        var all = await List.GetAsync();

        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        Assert.Equal(["listed-0", "listed-a", "listed-b"], all.Where(name => name.StartsWith("listed-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_module_of_the_silo_is_listed_without_anybody_calling_it() =>
        Assert.Contains("script", await List.GetAsync());

    [Fact]
    public async Task A_registration_that_ended_before_the_module_was_listed_is_made_good_by_the_next()
    {
        var module = cluster.Client.GetModule("half-listed");
        cluster.Cluster.Storage.BeforeWrite = (name, _, _) => name == "modules" ? throw new IOException("full") : Task.CompletedTask;
        var error = await Assert.ThrowsAsync<ModuleConfigurationException>(() => module.RegisterAsync(ScriptCluster.Definition("half-listed")));
        cluster.Cluster.Storage.Heal();

        await module.RegisterAsync(ScriptCluster.Definition("half-listed"));

        Assert.True(error.IsRetryable);
        Assert.Contains("half-listed", await List.GetAsync());
    }
}
