using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SelfLearning.Web.Tests.Fuzzing;
using SelfLearning.Web.Tests.Hosting;
using Xunit.Abstractions;

namespace SelfLearning.Web.Tests.Description;

/// <summary>A member that is null is taken for one that is left out, or refused: it never meets code that does not expect it.</summary>
[Collection(OpenSiloCollection.Name)]
public sealed class NullMemberTests(OpenSilo open, ITestOutputHelper output)
{
    private const string Module = "nulls";
    private const string Parameters = """[{"name":"light","kind":"categorical","values":["bright","dim"],"default":"bright"}]""";
    private const string Decision = """{"actor":"ada","note":"as agreed"}""";

    [Fact]
    public async Task Whatever_member_of_a_body_is_null_the_answer_is_no_failure_of_the_host()
    {
        var document = await ApiOperation.DocumentAsync(open.Silo);
        var (members, schemas) = (new NullMembers(document), FuzzTarget.Of(document).ToDictionary(target => $"{target.Method} {target.Path}", target => target.Body));
        await SendAsync((await ApiOperation.ListAsync(open.Silo)).Single(operation => NameOf(operation) == "RegisterModule"), $$"""{"parameters":{{Parameters}}}""");
        var failures = new List<string>();
        var sent = 0;
        foreach (var operation in (await ApiOperation.ListAsync(open.Silo)).Where(operation => operation.TakesBody))
        {
            var body = await BodyAsync(NameOf(operation));
            var whole = await SendAsync(operation, body);
            Assert.True(whole < HttpStatusCode.InternalServerError && whole != HttpStatusCode.BadRequest, $"{operation} refuses what is meant to be right ({whole}): {body}");
            foreach (var (place, changed) in members.Of(body, schemas[operation.ToString()]!.Value))
            {
                var status = await SendAsync(operation, changed);
                if (status >= HttpStatusCode.InternalServerError) failures.Add($"{operation} answers {(int)status} where '{place}' is null: {changed}");
                sent++;
            }
        }

        output.WriteLine($"{sent} bodies");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    // A body of each operation that could do what it says, so that what is null meets what comes after the reading too.
    private async Task<string> BodyAsync(string operation) => operation switch
    {
        "RegisterModule" => $$"""{"parameters":{{Parameters}},"options":{},"revision":1}""",
        "SetOptions" => "{}",
        "ApplyFeedback" => $$"""{"resultId":"{{await IdAsync()}}","rating":4}""",
        "ApplyFeedbackBatch" => $$"""{"feedback":[{"resultId":"{{await IdAsync()}}","quality":0.5}]}""",
        "Process" => """{"input":{"motif":"folk"},"operation":"verse"}""",
        "BeginOperation" => """{"overrides":{"light":"dim"}}""",
        "CompleteOperation" => Outcome(await IdAsync()),
        "CompleteOperationBatch" => $$"""{"operations":[{{Outcome(await IdAsync())}}]}""",
        "SuggestAdaptation" => """{"parameterName":"light","value":"dim","actor":"ada","note":"as agreed"}""",
        "PinParameter" => """{"value":"dim","actor":"ada","note":"as agreed"}""",
        "ApproveAdaptation" or "RejectAdaptation" or "RollBackAdaptation" or "ResetLearning" => Decision,
        _ => throw new ArgumentException($"{operation} takes a body that this test does not know: add one."),
    };

    // Without the name of the product in front.
    private static string NameOf(ApiOperation operation) => operation.Id.Split('.')[^1];

    private static string Outcome(string id) => $$"""{"resultId":"{{id}}","status":"success","durationMs":3,"metadata":{"size":"1"} }""";

    private async Task<string> IdAsync() =>
        (await open.Silo.Http.PostTextAsync($"/api/v1/modules/{Module}/contexts/folk/operations", "{}").JsonAsync(HttpStatusCode.OK)).GetProperty("resultId").GetString()!;

    private async Task<HttpStatusCode> SendAsync(ApiOperation operation, string body)
    {
        using var request = operation.Request(NameOf(operation) == "Process" ? WebSilo.Module : Module);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (NameOf(operation) == "SetOptions")
        {
            using var read = await open.Silo.Http.GetAsync(request.RequestUri);
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(read.Headers.ETag!.ToString()));
        }

        using var response = await open.Silo.Http.SendAsync(request);
        return response.StatusCode;
    }
}
