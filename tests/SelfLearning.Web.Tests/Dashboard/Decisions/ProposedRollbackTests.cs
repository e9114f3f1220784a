using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Learning;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard.Decisions;

public sealed class ProposedRollbackTests
{
    [Fact]
    public async Task A_change_back_that_was_proposed_and_approved_is_said_to_be_applied_and_pins_nothing()
    {
        // Three low scores, and it wants the other value.
        await using var silo = await WebSilo.StartWithAsync(services => services.AddSingleton<IAdaptationStrategy, LowQualityRule>());
        await silo.Client.RegisterAsync(new ModuleDefinition
        {
            Name = "careful",
            Parameters = new ParameterSpace(ParameterDefinition.Categorical("tone", "warm", "warm", "dry")),
            Options = new ModuleOptions { AutomaticRollback = false },
        });
        var careful = silo.Client.GetModule("careful");
        using var browser = new Browser(silo);
        await JudgeAsync(careful);
        await JudgeAsync(careful);
        Assert.Equal([(1L, null, AdaptationStatus.Applied), (2L, 1L, AdaptationStatus.Proposed)], from each in await careful.GetAdaptationsAsync("folk") orderby each.Id select (each.Id, each.Undoes, each.Status));
        var page = (await browser.GetAsync("/modules/careful/contexts/folk")).Require(HttpStatusCode.OK);

        var answer = (await browser.PostAsync("/modules/careful/contexts/folk/adaptations/2/approve", page)).Require(HttpStatusCode.SeeOther);
        var after = (await browser.GetAsync(answer.Location!.Split('#')[0])).Require(HttpStatusCode.OK);

        Assert.Contains("Adaptation 2 is applied.", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("pinned", after.Text, StringComparison.OrdinalIgnoreCase);
        var policy = await careful.GetPolicyAsync("folk");
        Assert.Equal("warm", policy.Policy.Values.Single().Value);
        Assert.Empty(policy.Pins);
    }

    private static async Task JudgeAsync(IModuleClient module)
    {
        for (var i = 0; i < 3; i++)
        {
            var begun = await module.BeginByValuesAsync(ContextKey.Parse("folk"));
            await module.ApplyFeedbackAsync(begun.ResultId, Feedback.FromRating(1));
        }

        await module.TriggerLearningCycleAsync("folk");
    }
}
