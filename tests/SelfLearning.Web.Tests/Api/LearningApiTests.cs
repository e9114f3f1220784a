using System.Net;
using System.Text.Json;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Api;

[Collection(OpenSiloCollection.Name)]
public sealed class LearningApiTests(OpenSilo open)
{
    private HttpClient Http => open.Silo.Http;

    [Fact]
    public async Task A_suggestion_is_in_use_at_once_pinned_and_can_be_rolled_back()
    {
        var made = await Post("suggest/adaptations", """{"parameterName":"light","value":"hard","actor":"ada","note":"for posters"}""").JsonAsync(HttpStatusCode.Created);
        var policy = await GetAsync("suggest/policy").JsonAsync(HttpStatusCode.OK);
        var again = await Post("suggest/adaptations", """{"parameterName":"light","value":"hard"}""").ProblemAsync(HttpStatusCode.Conflict);
        var undone = await Post($"suggest/adaptations/{made.GetProperty("id")}/roll-back", null).JsonAsync(HttpStatusCode.OK);
        var twice = await Post($"suggest/adaptations/{made.GetProperty("id")}/roll-back", "{}").ProblemAsync(HttpStatusCode.Conflict);
        var list = await GetAsync("suggest/adaptations").JsonAsync(HttpStatusCode.OK);

        Assert.Equal(("applied", "ada", "for posters"), (Text(made, "status"), Text(made, "decidedBy"), Text(made, "note")));
        Assert.Equal("hard", policy.GetProperty("policy").GetProperty("values").EnumerateArray().Single(value => Text(value, "parameterName") == "light").GetProperty("value").GetString());
        Assert.Equal("light", Text(policy.GetProperty("pins")[0], "parameterName"));
        Assert.Contains("in use already", Text(again, "detail"), StringComparison.Ordinal);
        Assert.Equal(("rolledBack", Text(made, "createdAt")), (Text(undone, "status"), Text(undone, "appliedAt")));
        Assert.Contains("only one that is Applied", Text(twice, "detail"), StringComparison.Ordinal);
        Assert.Equal(2, list.GetArrayLength());
    }

    [Fact]
    public async Task A_parameter_is_pinned_and_released()
    {
        var pin = await Put("pins/pins/light", """{"value":"hard","note":"house style"}""").JsonAsync(HttpStatusCode.OK);
        await Delete("pins/pins/light").EmptyAsync(HttpStatusCode.NoContent);

        Assert.Equal(("hard", "local", "house style"), (Text(pin, "value"), Text(pin, "pinnedBy"), Text(pin, "note")));
        Assert.Equal("parameterName", (await Delete("pins/pins/light").ProblemAsync(HttpStatusCode.NotFound)).Field());
        await Put("pins/pins/colour", "{}").ProblemAsync(HttpStatusCode.NotFound);
        await Put("pins/pins/light", """{"value":"blue"}""").ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_was_judged_is_learned_on_demand_summed_up_listed_exported_and_deleted()
    {
        for (var i = 0; i < 5; i++)
        {
            var result = await open.Silo.Client.GetModule<PaintRequest, Picture>(WebSilo.Module).ProcessAsync(new PaintRequest("whole"));
            await Http.PostTextAsync("/api/v1/feedback", $$"""{"resultId":"{{result.Id}}","rating":4}""").JsonAsync(HttpStatusCode.Accepted);
        }

        var cycle = await Post("whole/learning-cycles", null).JsonAsync(HttpStatusCode.OK);
        var summary = await GetAsync("whole/summary?period=1h").JsonAsync(HttpStatusCode.OK);
        var entries = await GetAsync("whole/metrics?status=success&limit=3").JsonAsync(HttpStatusCode.OK);
        var exported = (await Http.GetStringAsync(new Uri("/api/v1/modules/paint/export", UriKind.Relative)))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        await Post("whole/reset", """{"actor":"ada"}""").EmptyAsync(HttpStatusCode.NoContent);
        var forgotten = await GetAsync("whole/policy").JsonAsync(HttpStatusCode.OK);
        await Delete("whole").EmptyAsync(HttpStatusCode.NoContent);

        Assert.Equal(5, cycle.GetProperty("feedbacks").GetInt32());
        Assert.Equal((5, 100.0, "1h"), (summary.GetProperty("totalOperations").GetInt32(), summary.GetProperty("successRate").GetDouble(), Text(summary, "period")));
        Assert.Equal(3, entries.GetArrayLength());
        Assert.Contains(exported, context => Text(context, "context") == "whole");
        Assert.Equal(0, forgotten.GetProperty("learnedFeedbacks").GetInt32());
        Assert.Equal(0, (await GetAsync("whole/summary").JsonAsync(HttpStatusCode.OK)).GetProperty("totalOperations").GetInt32());
    }

    [Fact]
    public async Task A_context_says_why_it_does_not_learn()
    {
        var before = await GetAsync("why/status").JsonAsync(HttpStatusCode.OK);
        foreach (var parameter in await ParametersAsync()) await Put($"why/pins/{parameter}", """{"actor":"ada"}""").JsonAsync(HttpStatusCode.OK);
        var pinned = await GetAsync("why/status").JsonAsync(HttpStatusCode.OK);

        Assert.Equal(("why", "noFeedback", 3), (Text(before, "context"), Text(before, "reason"), before.GetProperty("neededFeedbacks").GetInt32()));
        Assert.Contains("no feedback to learn from yet", Text(before, "explanation"), StringComparison.Ordinal);
        Assert.Equal("pinned", Text(pinned, "reason"));
        Assert.Contains("by ada", Text(pinned, "explanation"), StringComparison.Ordinal);
        Assert.Equal("ada", Text(pinned.GetProperty("pins")[0], "pinnedBy"));
    }

    [Fact]
    public async Task How_a_context_did_is_told_step_by_step()
    {
        for (var i = 0; i < 3; i++) await open.Silo.Client.GetModule<PaintRequest, Picture>(WebSilo.Module).ProcessAsync(new PaintRequest("steps"));

        var history = await GetAsync("steps/history?period=7d").JsonAsync(HttpStatusCode.OK);
        var whole = await Http.GetAsync(new Uri("/api/v1/modules/paint/history", UriKind.Relative)).JsonAsync(HttpStatusCode.OK);

        var points = history.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal(("steps", "7d", 42), (Text(history, "context"), Text(history, "period"), points.Count));
        Assert.Equal(3, points.Sum(point => point.GetProperty("operations").GetInt32()));
        Assert.Equal(TimeSpan.FromHours(4), TimeSpan.Parse(Text(history, "step")!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (points[0].GetProperty("meanQuality").ValueKind, points[0].GetProperty("durationP95Ms").ValueKind));
        Assert.Equal(("24h", 96), (Text(whole, "period"), whole.GetProperty("points").GetArrayLength()));
        Assert.Equal("24h", Text(await GetAsync("steps/history?period=forever").JsonAsync(HttpStatusCode.OK), "period"));
    }

    [Theory]
    [InlineData("bad%20key/status", "context")]
    [InlineData("bad%20key/history", "context")]
    [InlineData("rules/metrics?limit=0", "limit")]
    [InlineData("rules/metrics?limit=ten", "limit")]
    [InlineData("rules/metrics?status=great", "status")]
    [InlineData("rules/metrics?since=soon", "since")]
    [InlineData("bad%20key/policy", "context")]
    public async Task A_question_that_breaks_a_rule_is_answered_with_the_field(string path, string field) =>
        Assert.Equal(field, (await GetAsync(path).ProblemAsync(HttpStatusCode.BadRequest)).Field());

    [Fact]
    public async Task A_period_that_is_none_means_24_hours_and_the_summary_says_so() =>
        Assert.Equal("24h", Text(await GetAsync("rules/summary?period=forever").JsonAsync(HttpStatusCode.OK), "period"));

    [Fact]
    public async Task An_adaptation_that_is_not_there_is_not_found()
    {
        await Post("empty/adaptations/7/approve", null).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal("adaptation", (await Post("empty/adaptations/x/approve", null).ProblemAsync(HttpStatusCode.BadRequest)).Field());
    }

    private async Task<IEnumerable<string>> ParametersAsync() =>
        (await Http.GetAsync(new Uri("/api/v1/modules/paint", UriKind.Relative)).JsonAsync(HttpStatusCode.OK))
        .GetProperty("parameters").GetProperty("parameters").EnumerateArray().Select(parameter => Text(parameter, "name")!);

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();

    private static Uri Path(string path) => new($"/api/v1/modules/paint/contexts/{path}", UriKind.Relative);

    private Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(Path(path));

    private Task<HttpResponseMessage> Delete(string path) => Http.DeleteAsync(Path(path));

    private Task<HttpResponseMessage> Put(string path, string body) => Http.PutAsync(Path(path), new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

    private Task<HttpResponseMessage> Post(string path, string? body) =>
        Http.PostAsync(Path(path), body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
}
