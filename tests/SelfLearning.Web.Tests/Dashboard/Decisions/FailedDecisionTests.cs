using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard.Decisions;

public sealed class FailedDecisionTests
{
    [Fact]
    public async Task A_decision_that_failed_or_came_too_late_leads_back_to_its_context()
    {
        await using var silo = await WebSilo.StartWithAsync(services =>
        {
            var client = services.Last(service => service.ServiceType == typeof(ISelfLearningClient));
            services.AddSingleton(provider => Failing.Of((ISelfLearningClient)client.ImplementationFactory!(provider), nameof(IModuleClient.ApproveAsync)));
        });
        using var browser = new Browser(silo);
        var paint = silo.Client.GetModule(WebSilo.Module);
        await paint.SuggestAdaptationAsync("folk", "light", "hard", new Decider("ada"));
        var page = (await browser.GetAsync("/modules/paint/contexts/folk")).Require(HttpStatusCode.OK);

        var failed = (await browser.PostAsync("/modules/paint/contexts/folk/adaptations/1/approve?period=7d", page)).Require(HttpStatusCode.ServiceUnavailable);
        var late = (await browser.PostAsync("/tools/learning/modules/paint/contexts/folk/adaptations/1/reject", page)).Require(HttpStatusCode.Conflict);

        await LeadsBackAsync(failed, "/modules/paint/contexts/folk?period=7d");
        await LeadsBackAsync(late, "/tools/learning/modules/paint/contexts/folk");

        async Task LeadsBackAsync(HtmlPage problem, string context)
        {
            Assert.DoesNotContain("Try again", problem.Text, StringComparison.Ordinal);
            Assert.Contains("Back to the context", problem.Text, StringComparison.Ordinal);
            Assert.Contains(context, problem.Addresses);
            (await browser.GetAsync(context)).Require(HttpStatusCode.OK);
        }
    }
}
