using System.Net;
using System.Net.Http.Headers;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Api;

/// <summary>A request that breaks a rule is answered with the member that breaks it, wherever the rule is checked.</summary>
[Collection(OpenSiloCollection.Name)]
public sealed class FieldTests(OpenSilo open)
{
    private const string Context = "/api/v1/modules/paint/contexts/fields";
    private const string Tone = """ "name":"tone","kind":"categorical","values":["warm","dry"],"default":"warm" """;

    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "POST", $"{Context}/reset", $$"""{"note":"{{Text(1_001)}}"}""", "note" },
        { "POST", $"{Context}/reset", """{"actor":""}""", "actor" },
        { "POST", $"{Context}/reset", $$"""{"actor":"{{Text(81)}}"}""", "actor" },
        { "POST", $"{Context}/adaptations/1/approve", $$"""{"actor":"{{Text(81)}}"}""", "actor" },
        { "POST", $"{Context}/adaptations", $$"""{"parameterName":"light","value":"hard","note":"{{Text(1_001)}}"}""", "note" },
        { "POST", $"{Context}/adaptations", """{"parameterName":"light","value":"blue"}""", "value" },
        { "POST", $"{Context}/adaptations", """{"parameterName":"light","value":""}""", "value" },
        { "POST", $"{Context}/adaptations", $$"""{"parameterName":"{{Text(64)}}","value":"hard"}""", "parameterName" },
        { "POST", $"{Context}/adaptations", """{"parameterName":null,"value":"hard"}""", "parameterName" },
        { "PUT", $"{Context}/pins/light", """{"value":"blue"}""", "value" },
        { "PUT", $"{Context}/pins/light", $$"""{"actor":"{{Text(81)}}"}""", "actor" },
        { "PUT", $"{Context}/pins/{Text(64)}", "{}", "parameterName" },
        { "DELETE", $"{Context}/pins/light?actor=", "", "actor" },
        { "DELETE", $"{Context}/pins/light?note={Text(1_001)}", "", "note" },
        { "POST", "/api/v1/modules/paint/contexts/bad%20key/adaptations", """{"parameterName":"light","value":"hard"}""", "context" },
        { "POST", "/api/v1/modules/paint/contexts/bad%20key/operations", "{}", "context" },
        { "DELETE", "/api/v1/modules/paint/contexts/bad%20key", "", "context" },
        { "POST", $"{Context}/operations", """{"overrides":{"tempo":"fast"}}""", "overrides" },
        { "POST", $"{Context}/operations", """{"overrides":{"light":""}}""", "overrides" },
        { "POST", "/api/v1/modules/paint/process", """{"input":{"motif":"x"},"operationId":""}""", "operationId" },
        { "POST", "/api/v1/modules/paint/process", $$"""{"input":{"motif":"x"},"operationId":"{{Text(101)}}"}""", "operationId" },
        { "POST", "/api/v1/modules/paint/process", $$"""{"input":{"motif":"x"},"operation":"{{Text(101)}}"}""", "operation" },
        { "POST", "/api/v1/modules/paint/process", """{"input":{"motif":7}}""", "input" },
        { "PUT", "/api/v1/modules/Fields", """{"parameters":[]}""", "module" },
        { "PUT", "/api/v1/modules/fields", """{"parameters":null}""", "parameters" },
        { "PUT", "/api/v1/modules/fields", """{"parameters":[null]}""", "parameters[0]" },
        { "PUT", "/api/v1/modules/fields", $$"""{"parameters":[{{{Tone}}},{{{Tone}}}]}""", "parameters[1].name" },
        { "PUT", "/api/v1/modules/fields", $$"""{"parameters":[{{{Tone}}},{{{Tone.Replace("tone", "a b", StringComparison.Ordinal)}}}]}""", "parameters[1].name" },
        { "PUT", "/api/v1/modules/fields", $$"""{"parameters":[{{{Tone.Replace("dry", "warm", StringComparison.Ordinal)}}}]}""", "parameters[0].values" },
        { "PUT", "/api/v1/modules/fields", $$"""{"parameters":[{{{Tone.Replace("dry", "", StringComparison.Ordinal)}}}]}""", "parameters[0].values" },
        { "PUT", "/api/v1/modules/fields", $$"""{"parameters":[{{{Tone.Replace("categorical", "boolean", StringComparison.Ordinal)}}}]}""", "parameters[0].values" },
        { "PUT", "/api/v1/modules/fields", """{"parameters":[{"name":"tone","kind":"categorical","values":["warm","dry"],"default":"cold"}]}""", "parameters[0].default" },
        { "PUT", "/api/v1/modules/fields", """{"parameters":[],"revision":0}""", "revision" },
        { "PUT", "/api/v1/modules/fields", """{"parameters":[],"options":{"adaptationThreshold":2} }""", "options.adaptationThreshold" },
        { "PUT", "/api/v1/modules/fields", """{"parameters":[],"options":{"explorationRate":0.5,"trialShareLimit":0.4} }""", "options.trialShareLimit" },
        { "PUT", "/api/v1/modules/paint/options", """{"queueLimit":0}""", "queueLimit" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_member_that_breaks_a_rule_is_named(string method, string path, string body, string field) =>
        Assert.Equal(field, (await SendAsync(method, path, body).ProblemAsync(HttpStatusCode.BadRequest)).Field());

    [Fact]
    public async Task An_operation_id_in_the_header_is_named_by_the_header() => Assert.Equal(
        "Idempotency-Key",
        (await SendAsync("POST", "/api/v1/modules/paint/process", """{"input":{"motif":"x"}}""", Text(101)).ProblemAsync(HttpStatusCode.BadRequest)).Field());

    [Fact]
    public async Task A_parameter_that_is_not_there_is_named() => Assert.Equal(
        "parameterName",
        (await SendAsync("POST", $"{Context}/adaptations", """{"parameterName":"colour","value":"hard"}""").ProblemAsync(HttpStatusCode.NotFound)).Field());

    private static string Text(int length) => new('a', length);

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body.Length > 0) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (path.EndsWith("/options", StringComparison.Ordinal))
        {
            using var read = await open.Silo.Http.GetAsync(new Uri(path, UriKind.Relative));
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(read.Headers.ETag!.ToString()));
        }

        return await open.Silo.Http.SendAsync(request);
    }
}
