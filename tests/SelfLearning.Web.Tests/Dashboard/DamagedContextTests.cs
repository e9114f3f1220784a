using SelfLearning.Web.Dashboard.Modules;
using SelfLearning.Web.Dashboard.Overview;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Dashboard;

[Collection(OpenSiloCollection.Name)]
public sealed class DamagedContextTests(OpenSilo open)
{
    private ISelfLearningClient Client => open.Silo.Client;

    [Fact]
    public async Task The_overview_shows_the_others_and_says_that_one_cannot_be_read()
    {
        await LearnAsync("overview-damaged", "overview-sound");

        var reading = await OverviewReading.ReadAsync(Damaged.Of(Client, "overview-damaged"), null, CancellationToken.None);

        Assert.Equal(1, reading.Unreadable);
        Assert.Contains("overview-sound", reading.Adaptations.Select(each => each.Adaptation.Context));
        Assert.Contains("overview-damaged", reading.Modules.SelectMany(module => module.Contexts).Select(context => context.Context));
        Assert.Equal(1, OverviewModel.Of(reading).Unreadable);
    }

    [Theory]
    [InlineData("gain")]
    [InlineData("name")]
    public async Task The_page_of_a_module_marks_the_one_that_cannot_be_read(string sort)
    {
        await LearnAsync($"{sort}-damaged", $"{sort}-sound");
        var query = ModuleQuery.Read(sort, $"{sort}-", null);

        var reading = await ModulePageReading.ReadAsync(Damaged.Of(Client, $"{sort}-damaged").GetModule(WebSilo.Module), query, CancellationToken.None);

        var rows = ModuleModel.Of(reading, query).Contexts.OrderBy(row => row.Key).ToList();
        Assert.Equal([($"{sort}-damaged", true), ($"{sort}-sound", false)], rows.Select(row => (row.Key, row.IsUnreadable)));
        Assert.Equal((null, 0.0), (rows[0].Failed, rows[1].Failed));
    }

    private async Task LearnAsync(params string[] contexts)
    {
        foreach (var context in contexts)
        {
            var result = await Client.GetModule<PaintRequest, Picture>(WebSilo.Module).ProcessAsync(new PaintRequest(context));
            await Client.GetModule(WebSilo.Module).ApplyFeedbackAsync(result.Id, Feedback.FromRating(4));
            await Client.GetModule(WebSilo.Module).SuggestAdaptationAsync(context, "light", "hard", new Decider("ada"));
        }
    }
}
