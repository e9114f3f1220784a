using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Definitions;

[Collection(SharedScriptCluster.Name)]
public sealed class NameTests(ScriptCluster cluster)
{
    private static readonly Decider Ada = new("ada");

    [Theory]
    [InlineData("")]
    [InlineData("Script")]
    [InlineData("a/b")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task A_module_name_outside_the_rule_is_refused_by_client_and_silo(string name)
    {
        var error = Assert.Throws<ModuleConfigurationException>(() => cluster.Client.GetModule(name));
        Assert.Contains("1 to 63 characters of a-z, 0-9 and '-'", error.Message, StringComparison.Ordinal);
        if (name.Length == 0) return;
        await Assert.ThrowsAnyAsync<SelfLearningException>(
            () => cluster.Cluster.Grains.GetGrain<IDefinitionGrain>(name).RegisterAsync(ScriptCluster.Definition("other"), false));
        Assert.Empty(cluster.Cluster.Storage.RecordsOf(cluster.Cluster.Grains.GetGrain<IDefinitionGrain>(name).GetGrainId()));
    }

    [Fact]
    public async Task A_definition_under_another_modules_name_is_refused_by_the_silo()
    {
        await Assert.ThrowsAsync<ModuleConfigurationException>(
            () => cluster.Cluster.Grains.GetGrain<IDefinitionGrain>("one-name").RegisterAsync(ScriptCluster.Definition("another-name"), false));

        await Assert.ThrowsAsync<ModuleNotFoundException>(() => cluster.Client.GetModule("one-name").GetOptionsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no spaces")]
    [InlineData("a/b")]
    [InlineData("größe")]
    public async Task A_context_key_outside_the_rule_is_refused_by_client_and_silo(string context)
    {
        var module = await cluster.HostedAsync("context-names");
        var calls = new Func<Task>[]
        {
            () => module.BeginAsync<SceneConfig>(context).AsTask(),
            () => module.GetPolicyAsync(context),
            () => module.GetMetricsAsync(new MetricsFilter { Context = context }),
            () => module.PinAsync(context, "length", Ada),
            () => module.DeleteContextAsync(context),
        };
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<ModuleProcessingException>(call);
            Assert.Contains("1 to 200 characters of A-Z, a-z, 0-9 and . _ ~ : -", error.Message, StringComparison.Ordinal);
        }

        var raw = cluster.Cluster.Grains.GetGrain<IContextGrain>($"context-names/{context}");
        await Assert.ThrowsAnyAsync<Exception>(() => raw.GetHostPolicyAsync(0));
        Assert.Empty(cluster.Cluster.Storage.RecordsOf(raw.GetGrainId()));
    }

    [Fact]
    public async Task A_context_key_of_200_characters_is_used_as_it_is()
    {
        var context = new string('k', 200);
        var result = await cluster.Scripted.ProcessAsync(new Script(context));

        Assert.Equal(FeedbackReceipt.Accepted, await cluster.Scripted.ApplyFeedbackAsync(result.Id, Feedback.FromRating(3, time: cluster.Time)));
        Assert.Equal(context, (await cluster.Scripted.GetPolicyAsync(context)).Context);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no spaces")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task A_parameter_name_outside_the_rule_is_refused_at_registration(string name)
    {
        var bad = new ParameterDefinition { Name = name, Kind = ParameterKind.Categorical, Values = ["a", "b"], Default = "a" };
        var definition = new ModuleDefinition { Name = "parameter-names", Parameters = new ParameterSpace(bad) };

        var byClient = await Assert.ThrowsAsync<ModuleConfigurationException>(() => cluster.Client.RegisterAsync(definition));
        var bySilo = await Assert.ThrowsAsync<ModuleConfigurationException>(
            () => cluster.Cluster.Grains.GetGrain<IDefinitionGrain>("parameter-names").RegisterAsync(definition, false));

        Assert.Contains("1 to 63 letters, digits, '_', '.' or '-'", byClient.Message, StringComparison.Ordinal);
        Assert.Equal(byClient.Message, bySilo.Message);
        await Assert.ThrowsAsync<ModuleNotFoundException>(() => cluster.Client.GetModule("parameter-names").GetOptionsAsync());
    }

    [Fact]
    public async Task Operation_ids_and_names_have_1_to_100_characters()
    {
        var script = new Script("operation-names");
        foreach (var text in new[] { "", new string('x', 101) })
        {
            await Assert.ThrowsAsync<ModuleProcessingException>(() => cluster.Scripted.ProcessAsync(script, new ProcessOptions { OperationId = text }));
            await Assert.ThrowsAsync<ModuleProcessingException>(() => cluster.Scripted.ProcessAsync(script, new ProcessOptions { Operation = text }));
        }

        Assert.Equal(0, cluster.Gates["operation-names"].Runs);
    }
}
