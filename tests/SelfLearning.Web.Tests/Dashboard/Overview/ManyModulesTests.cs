using System.Net;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard.Overview;

public sealed class ManyModulesTests(KeyedSilo keyed) : IClassFixture<KeyedSilo>
{
    [Fact]
    public async Task Who_is_bound_to_a_module_beyond_those_that_are_shown_sees_it_and_all_others_are_told_that_there_are_more()
    {
        // Before them all by name, so that the module of the bound key is beyond.
        foreach (var i in Enumerable.Range(0, 110)) await RegisterAsync($"a-{i:000}");
        await RegisterAsync(KeyedSilo.Bound);
        using var bound = new Browser(keyed.Silo);
        await bound.SignInAsync(keyed.Keys[KeyedSilo.Bound]);
        using var reader = new Browser(keyed.Silo);
        await reader.SignInAsync(keyed.Keys["reader"]);

        var own = (await bound.GetAsync("/")).Require(HttpStatusCode.OK);
        var all = (await reader.GetAsync("/")).Require(HttpStatusCode.OK);

        Assert.Contains("/modules/bound\"", own.Html, StringComparison.Ordinal);
        Assert.Contains("1 module, 0 contexts", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/modules/a-", own.Html, StringComparison.Ordinal);
        Assert.Contains("The first 100 of 112 modules, by name", all.Text, StringComparison.Ordinal);
        Assert.Contains("/modules/a-099\"", all.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/modules/a-100", all.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_bound_is_told_of_what_the_key_opens_alone()
    {
        using var bound = new Browser(keyed.Silo);
        await bound.SignInAsync(keyed.Keys[KeyedSilo.Bound]);
        using var reader = new Browser(keyed.Silo);
        await reader.SignInAsync(keyed.Keys["reader"]);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        await using var all = await Live.EventStream.OpenAsync(reader, "/live", end.Token);
        await using var own = await Live.EventStream.OpenAsync(bound, "/live", end.Token);

        Assert.NotEqual(await all.NextAsync("changed", end.Token), await own.NextAsync("changed", end.Token));
    }

    private Task<ModuleDefinition> RegisterAsync(string name) => keyed.Silo.Client.RegisterAsync(new ModuleDefinition { Name = name, Parameters = ParameterSpace.Empty });
}
