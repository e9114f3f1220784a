using System.Net;
using System.Text.Json;
using SelfLearning.Learning;
using SelfLearning.Tests;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Api;

/// <summary>Operations that a host which is not .NET runs itself.</summary>
[Collection(OpenSiloCollection.Name)]
public sealed class OperationApiTests(OpenSilo open) : IAsyncLifetime
{
    private const string Module = "hosted";
    private const string Complete = $"/api/v1/modules/{Module}/operations/complete";

    private HttpClient Http => open.Silo.Http;

    public async Task InitializeAsync() => await Http.PutAsync(
        new Uri($"/api/v1/modules/{Module}", UriKind.Relative),
        new StringContent(
            """
            {"parameters":[{"name":"tone","kind":"categorical","values":["warm","dry"],"default":"warm"},{"name":"words","kind":"categorical","values":["few","many"],"default":"few"}]}
            """, System.Text.Encoding.UTF8, "application/json")).JsonAsync(HttpStatusCode.OK);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_begun_operation_is_run_by_the_caller_completed_judged_and_learned()
    {
        var begun = await BeginAsync("loop");
        var id = begun.GetProperty("resultId").GetString()!;
        var values = begun.GetProperty("parameters").EnumerateArray().ToDictionary(value => value.GetProperty("parameterName").GetString()!, value => value.GetProperty("value").GetString());

        var done = await CompleteAsync(id, """ "status":"success","durationMs":12.5,"operation":"verse" """, HttpStatusCode.OK);
        var receipt = await Http.PostTextAsync("/api/v1/feedback", $$"""{"resultId":"{{id}}","rating":4}""").JsonAsync(HttpStatusCode.Accepted);
        var cycle = await Http.PostTextAsync($"/api/v1/modules/{Module}/contexts/loop/learning-cycles", "").JsonAsync(HttpStatusCode.OK);
        var entry = Assert.Single((await Http.GetAsync(new Uri($"/api/v1/modules/{Module}/contexts/loop/metrics", UriKind.Relative)).JsonAsync(HttpStatusCode.OK)).EnumerateArray());

        Assert.Equal(["tone", "words"], values.Keys.Order());
        Assert.Contains(values["tone"], (string[])["warm", "dry"]);
        Assert.Equal(TimeSpan.FromHours(24), begun.GetProperty("expiresAt").GetDateTimeOffset() - begun.GetProperty("startedAt").GetDateTimeOffset());
        Assert.Equal("loop", begun.GetProperty("context").GetString());
        Assert.Equal(("recorded", "accepted", 1), (done, receipt.GetProperty("receipt").GetString(), cycle.GetProperty("feedbacks").GetInt32()));
        Assert.Equal((id, "verse", 12.5, "success"), (
            entry.GetProperty("id").GetString(), entry.GetProperty("operation").GetString(), entry.GetProperty("durationMs").GetDouble(), entry.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_repeat_is_answered_as_one_and_not_counted_again()
    {
        var id = await IdAsync("repeat");
        const string Members = """ "status":"failure","durationMs":3,"error":"no paper","quality":0.25 """;

        Assert.Equal("recorded", await CompleteAsync(id, Members, HttpStatusCode.OK));
        Assert.Equal("duplicate", await CompleteAsync(id, Members, HttpStatusCode.OK));
        Assert.Equal("duplicate", await CompleteAsync(id, """ "status":"success","durationMs":4 """, HttpStatusCode.OK));

        var summary = await Http.GetAsync(new Uri($"/api/v1/modules/{Module}/contexts/repeat/summary", UriKind.Relative)).JsonAsync(HttpStatusCode.OK);
        Assert.Equal((1, 0.0, 1, 0.25), (
            summary.GetProperty("totalOperations").GetInt32(), summary.GetProperty("successRate").GetDouble(), summary.GetProperty("qualityCount").GetInt32(),
            summary.GetProperty("averageQuality").GetDouble()));
    }

    [Fact]
    public async Task Values_of_the_callers_own_are_used_and_are_no_evidence()
    {
        var (begun, id, read) = await BeginWithOwnWordsAsync();
        // A decision that tries a value tells about that parameter alone: about none, when the caller replaced it.
        while (read.Candidate >= 0) (begun, id, read) = await BeginWithOwnWordsAsync();
        await Http.PostTextAsync("/api/v1/feedback", $$"""{"resultId":"{{id}}","quality":1}""").JsonAsync(HttpStatusCode.Accepted);
        await Http.PostTextAsync($"/api/v1/modules/{Module}/contexts/own/learning-cycles", "").JsonAsync(HttpStatusCode.OK);

        var policy = await Http.GetAsync(new Uri($"/api/v1/modules/{Module}/contexts/own/policy", UriKind.Relative)).JsonAsync(HttpStatusCode.OK);

        Assert.Equal("some", begun.GetProperty("parameters").EnumerateArray().Single(value => value.GetProperty("parameterName").GetString() == "words").GetProperty("value").GetString());
        Assert.Equal(0b10u, read.Overridden);
        Assert.Equal((0, 1), (Count("words"), Count("tone")));
        int Count(string parameter) => policy.GetProperty("estimates").EnumerateArray()
            .Where(estimate => estimate.GetProperty("parameterName").GetString() == parameter).Sum(estimate => estimate.GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("""{"overrides":{"tempo":"fast"}}""", "overrides")]
    [InlineData("""{"overrides":{"tone":""}}""", "overrides")]
    [InlineData("""{"overrides":{"tone":null}}""", "overrides")]
    [InlineData("""{"overrides":{"tone":1}}""", "overrides.tone")]
    [InlineData("""{"override":{}}""", "override")]
    public async Task An_unknown_parameter_or_a_value_that_is_none_is_refused_by_name(string body, string field)
    {
        var problem = await Http.PostTextAsync($"/api/v1/modules/{Module}/contexts/refused/operations", body).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal(field, problem.Field());
    }

    [Theory]
    [InlineData(""" "status":"success" """, "durationMs")]
    [InlineData(""" "durationMs":1 """, "status")]
    [InlineData(""" "status":"done","durationMs":1 """, "status")]
    [InlineData(""" "status":"success","durationMs":-1 """, "durationMs")]
    [InlineData(""" "status":"success","durationMs":1e999 """, "durationMs")]
    [InlineData(""" "status":"success","durationMs":1,"quality":1.5 """, "quality")]
    [InlineData(""" "status":"success","durationMs":1,"operation":"" """, "operation")]
    [InlineData(""" "status":"success","durationMs":1,"metadata":{"size":null} """, "metadata")]
    public async Task An_outcome_that_breaks_a_rule_is_refused_with_the_field_and_not_counted(string members, string field)
    {
        var id = await IdAsync("rules");

        var single = await Http.PostTextAsync(Complete, $$"""{"resultId":"{{id}}",{{members}}}""").ProblemAsync(HttpStatusCode.BadRequest);
        var batch = await Http.PostTextAsync(
            $"{Complete}/batch", $$"""{"operations":[{"resultId":"{{id}}","status":"success","durationMs":1},{"resultId":"{{id}}",{{members}}}]}""").ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains(field, single.Field() + single.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("operations[1]", batch.Field(), StringComparison.Ordinal);
        Assert.Equal("recorded", await CompleteAsync(id, """ "status":"success","durationMs":1 """, HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_forged_id_or_one_of_another_module_is_unknown()
    {
        var id = await IdAsync("forged");
        var foreign = (await open.Silo.Client.GetModule<PaintRequest, Picture>(WebSilo.Module).ProcessAsync(new PaintRequest("folk"))).Id;

        foreach (var wrong in (string[])[Forger.Forge(id), id[..^1], "AAAA", "", foreign])
            Assert.Equal("unknown", await CompleteAsync(wrong, """ "status":"success","durationMs":1 """, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task An_operation_that_began_too_long_ago_is_gone()
    {
        var id = new ResultId(Module, ContextKey.Parse("late"), DateTimeOffset.UtcNow.AddHours(-25), 7, 1, -1, 0, 0);
        var text = id.Format(SigningKeys.Parse(OpenSilo.SigningKey, []).DeriveContextKey(0, Module, id.Context)!);

        Assert.Equal("late", await CompleteAsync(text, """ "status":"success","durationMs":90000000 """, HttpStatusCode.Gone));
    }

    [Fact]
    public async Task A_batch_gets_its_receipts_in_order()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++) ids.Add(await IdAsync($"batch-{i % 2}"));
        string[] sent = [ids[0], "nonsense", ids[1], ids[0], ids[2]];

        var answer = await Http.PostTextAsync(
            $"{Complete}/batch", $$"""{"operations":[{{string.Join(",", sent.Select(id => $$"""{"resultId":"{{id}}","status":"partial","durationMs":7}"""))}}]}""").JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            [(ids[0], "recorded"), ("nonsense", "unknown"), (ids[1], "recorded"), (ids[0], "duplicate"), (ids[2], "recorded")],
            answer.GetProperty("receipts").EnumerateArray().Select(receipt => (receipt.GetProperty("resultId").GetString()!, receipt.GetProperty("receipt").GetString()!)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task A_batch_has_1_to_1000_outcomes(int count)
    {
        var outcomes = string.Join(",", Enumerable.Repeat("""{"resultId":"x","status":"success","durationMs":1}""", count));

        Assert.Equal("operations", (await Http.PostTextAsync($"{Complete}/batch", $$"""{"operations":[{{outcomes}}]}""").ProblemAsync(HttpStatusCode.BadRequest)).Field());
    }

    [Fact]
    public async Task A_module_that_nobody_registered_is_not_found_and_a_context_must_be_a_key()
    {
        await Http.PostTextAsync("/api/v1/modules/nobody/contexts/folk/operations", "{}").ProblemAsync(HttpStatusCode.NotFound);
        await Http.PostTextAsync($"/api/v1/modules/{Module}/contexts/a%20b/operations", "{}").ProblemAsync(HttpStatusCode.BadRequest);
    }

    private Task<JsonElement> BeginAsync(string context) =>
        Http.PostAsync(new Uri($"/api/v1/modules/{Module}/contexts/{context}/operations", UriKind.Relative), null).JsonAsync(HttpStatusCode.OK);

    private async Task<(JsonElement Begun, string Text, ResultId Read)> BeginWithOwnWordsAsync()
    {
        var begun = await Http.PostTextAsync($"/api/v1/modules/{Module}/contexts/own/operations", """{"overrides":{"words":"some"}}""").JsonAsync(HttpStatusCode.OK);
        var text = begun.GetProperty("resultId").GetString()!;
        return ResultId.TryParse(text, out var read) ? (begun, text, read) : throw new FormatException($"'{text}' is no result id.");
    }

    private async Task<string> IdAsync(string context) => (await BeginAsync(context)).GetProperty("resultId").GetString()!;

    private async Task<string?> CompleteAsync(string id, string members, HttpStatusCode expected) =>
        (await Http.PostTextAsync(Complete, $$"""{"resultId":"{{id}}",{{members}}}""").JsonAsync(expected)).GetProperty("receipt").GetString();
}
