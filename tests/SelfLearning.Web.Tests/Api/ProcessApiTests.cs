using System.Net;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Api;

[Collection(OpenSiloCollection.Name)]
public sealed class ProcessApiTests(OpenSilo open)
{
    private const string Path = "/api/v1/modules/paint/process";

    private HttpClient Http => open.Silo.Http;

    [Fact]
    public async Task A_module_runs_on_plain_json_and_its_result_can_be_judged()
    {
        var result = await Http.PostTextAsync(Path, """{"input":{"motif":"harbour"},"operation":"sketch"}""").JsonAsync(HttpStatusCode.OK);
        var receipt = await Http.PostTextAsync("/api/v1/feedback", $$"""{"resultId":"{{result.GetProperty("id")}}","rating":5}""").JsonAsync(HttpStatusCode.Accepted);
        var entries = await Http.GetAsync(new Uri("/api/v1/modules/paint/contexts/harbour/metrics?operation=sketch", UriKind.Relative)).JsonAsync(HttpStatusCode.OK);

        Assert.Equal(("harbour", "success"), (result.GetProperty("data").GetProperty("motif").GetString(), result.GetProperty("status").GetString()));
        Assert.Equal("accepted", receipt.GetProperty("receipt").GetString());
        Assert.Equal(result.GetProperty("id").GetString(), Assert.Single(entries.EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_repeat_with_the_same_operation_id_gets_the_first_result()
    {
        const string Body = """{"input":{"motif":"repeat"},"operationId":"order-9"}""";

        var first = await Http.PostTextAsync(Path, Body).JsonAsync(HttpStatusCode.OK);
        var second = await Http.PostTextAsync(Path, Body).JsonAsync(HttpStatusCode.OK);

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_module_that_fails_is_a_problem_of_its_own()
    {
        var problem = await Http.PostTextAsync(Path, """{"input":{"motif":"harbour","fails":true}}""").ProblemAsync(HttpStatusCode.UnprocessableEntity);

        Assert.Contains("the brush broke", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "input")]
    [InlineData("""{"input":{"motif":7}}""", "")]
    [InlineData("""{"input":null}""", "")]
    [InlineData("""{"input":{"motif":"\ud83d"}}""", "surrogate")]
    [InlineData("""{"input":{"motif":"x"},"operationId":""}""", "")]
    [InlineData("""{"input":{"motif":"x"},"operation":""}""", "")]
    public async Task A_request_the_module_cannot_use_is_refused(string body, string field) =>
        Assert.Contains(field, (await Http.PostTextAsync(Path, body).ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task A_module_that_no_silo_runs_is_not_found() =>
        await Http.PostTextAsync("/api/v1/modules/nobody/process", """{"input":{}}""").ProblemAsync(HttpStatusCode.NotFound);
}
