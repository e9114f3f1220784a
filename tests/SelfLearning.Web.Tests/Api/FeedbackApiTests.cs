using System.Net;
using SelfLearning.Tests;
using SelfLearning.Web.Tests.Hosting;

namespace SelfLearning.Web.Tests.Api;

[Collection(OpenSiloCollection.Name)]
public sealed class FeedbackApiTests(OpenSilo open)
{
    private const string Single = "/api/v1/feedback";
    private const string Batch = "/api/v1/feedback/batch";

    private HttpClient Http => open.Silo.Http;

    [Fact]
    public async Task A_judgement_counts_once_however_often_it_is_sent()
    {
        var id = await ResultAsync("once");

        Assert.Equal("accepted", await SendAsync(id, """ "rating":4,"comment":"good light" """, HttpStatusCode.Accepted));
        Assert.Equal("duplicate", await SendAsync(id, """ "rating":4,"comment":"good light" """, HttpStatusCode.OK));
        Assert.Equal("replaced", await SendAsync(id, """ "rating":2 """, HttpStatusCode.Accepted));
        Assert.Equal("replaced", await SendAsync(id, """ "rating":4 """, HttpStatusCode.Accepted));
    }

    [Fact]
    public async Task Dated_judgements_hold_in_the_order_they_were_made_whatever_their_values()
    {
        var id = await ResultAsync("dated");
        string At(int rating, int second) => $$""" "rating":{{rating}},"createdAt":"{{DateTime.UnixEpoch.AddYears(56).AddSeconds(second):O}}","id":"{{new Guid(rating, 0, 0, new byte[8])}}" """;

        Assert.Equal("accepted", await SendAsync(id, At(4, 1), HttpStatusCode.Accepted));
        Assert.Equal("duplicate", await SendAsync(id, At(4, 1), HttpStatusCode.OK));
        Assert.Equal("replaced", await SendAsync(id, At(4, 3), HttpStatusCode.Accepted));
        Assert.Equal("duplicate", await SendAsync(id, At(2, 2), HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_judgement_with_an_idempotency_key_is_one_with_its_repeats()
    {
        var id = await ResultAsync("keyed");

        Assert.Equal("accepted", await SendAsync(id, """ "quality":0.4 """, HttpStatusCode.Accepted, "order-17"));
        Assert.Equal("duplicate", await SendAsync(id, """ "quality":0.4 """, HttpStatusCode.OK, "order-17"));
        Assert.Equal("replaced", await SendAsync(id, """ "quality":0.6 """, HttpStatusCode.Accepted, "order-18"));
    }

    [Fact]
    public async Task A_judgement_without_a_time_is_listed_with_that_of_its_arrival_and_its_repeat_is_known()
    {
        var id = await ResultAsync("undated");

        Assert.Equal("accepted", await SendAsync(id, """ "quality":0.4 """, HttpStatusCode.Accepted));
        Assert.Equal("duplicate", await SendAsync(id, """ "quality":0.4 """, HttpStatusCode.OK));

        var listed = Assert.Single((await Http.GetAsync(new Uri("/api/v1/modules/paint/contexts/undated/feedback", UriKind.Relative)).JsonAsync(HttpStatusCode.OK)).EnumerateArray());
        Assert.Equal(listed.GetProperty("receivedAt").GetDateTimeOffset(), listed.GetProperty("feedback").GetProperty("createdAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_batch_gets_its_receipts_in_order_and_ids_of_nobody_are_unknown()
    {
        var (first, second) = (await ResultAsync("batch"), await ResultAsync("batch"));

        var answer = await Http.PostTextAsync(Batch, $$"""
            {"feedback":[{"resultId":"{{first}}","rating":5},{"resultId":"{{Forger.Forge(first)}}","rating":5},{"resultId":"nonsense","quality":1},
            {"resultId":"{{second}}","errorRate":0.25},{"resultId":"{{first}}","rating":5}]}
            """).JsonAsync(HttpStatusCode.OK);

        Assert.Equal(
            ["accepted", "unknown", "unknown", "accepted", "duplicate"],
            answer.GetProperty("receipts").EnumerateArray().Select(receipt => receipt.GetProperty("receipt").GetString()));
        Assert.Equal(second, answer.GetProperty("receipts")[3].GetProperty("resultId").GetString());
    }

    [Fact]
    public async Task A_forged_id_is_answered_404_with_the_receipt_in_the_body()
    {
        var id = await ResultAsync("forged");

        Assert.Equal("unknown", await SendAsync(Forger.Forge(id), """ "rating":4 """, HttpStatusCode.NotFound));
        Assert.Equal("unknown", await SendAsync("AAAA", """ "rating":4 """, HttpStatusCode.NotFound));
    }

    [Theory]
    [InlineData(""" "rating":6 """, "rating")]
    [InlineData(""" "rating":4.5 """, "rating")]
    [InlineData(""" "errorRate":1.01 """, "errorRate")]
    [InlineData(""" "quality":-0.1 """, "quality")]
    [InlineData(""" "quality":"1" """, "quality")]
    [InlineData(""" "quality":1e999 """, "quality")]
    [InlineData(""" "rating":4,"quality":1 """, "rating")]
    [InlineData(""" "comment":"nothing said" """, "rating")]
    [InlineData(""" "rating":4,"source":"automatic" """, "source")]
    [InlineData(""" "quality":1,"source":1 """, "source")]
    [InlineData(""" "quality":1,"id":"00000000-0000-0000-0000-000000000000" """, "id")]
    [InlineData(""" "quality":1,"id":"x" """, "id")]
    [InlineData(""" "quality":1,"createdAt":"yesterday" """, "createdAt")]
    [InlineData(""" "quality":1,"colour":"red" """, "colour")]
    public async Task What_breaks_a_rule_is_answered_with_the_field_and_changes_nothing(string members, string field)
    {
        var id = await ResultAsync("rules");

        var problem = await Http.PostTextAsync(Single, $$"""{"resultId":"{{id}}",{{members}}}""").ProblemAsync(HttpStatusCode.BadRequest);
        var inBatch = await Http.PostTextAsync(
            Batch, $$"""{"feedback":[{"resultId":"{{id}}","rating":1},{"resultId":"{{id}}",{{members}}}]}""").ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal(field, problem.Field());
        Assert.Equal($"feedback[1].{field}", inBatch.Field());
        Assert.Equal("accepted", await SendAsync(id, """ "rating":1 """, HttpStatusCode.Accepted));
    }

    [Theory]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("[]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_is_no_judgement_is_a_problem(string body, string type, HttpStatusCode expected)
    {
        await Http.PostTextAsync(Single, body, type).ProblemAsync(expected);
        await Http.PostTextAsync(Batch, body, type).ProblemAsync(expected);
    }

    [Fact]
    public async Task A_batch_has_1_to_1000_judgements()
    {
        var id = await ResultAsync("sizes");
        string Body(int count) => $$"""{"feedback":[{{string.Join(',', Enumerable.Repeat($$"""{"resultId":"{{id}}","rating":3}""", count))}}]}""";

        var most = await Http.PostTextAsync(Batch, Body(1_000)).JsonAsync(HttpStatusCode.OK);

        Assert.Equal(1_000, most.GetProperty("receipts").GetArrayLength());
        foreach (var count in (int[])[0, 1_001]) Assert.Equal("feedback", (await Http.PostTextAsync(Batch, Body(count)).ProblemAsync(HttpStatusCode.BadRequest)).Field());
    }

    [Fact]
    public async Task Feedback_is_listed_with_comments_and_receipts()
    {
        var id = await ResultAsync("inbox");
        await SendAsync(id, """ "rating":4,"comment":"good <b>light</b>" """, HttpStatusCode.Accepted);

        var list = await Http.GetAsync(new Uri("/api/v1/modules/paint/contexts/inbox/feedback", UriKind.Relative)).JsonAsync(HttpStatusCode.OK);

        var only = Assert.Single(list.EnumerateArray());
        Assert.Equal(("good <b>light</b>", 0.8, "accepted"), (
            only.GetProperty("feedback").GetProperty("comment").GetString(), only.GetProperty("feedback").GetProperty("quality").GetDouble(), only.GetProperty("receipt").GetString()));
    }

    private async Task<string> ResultAsync(string motif) =>
        (await open.Silo.Client.GetModule<PaintRequest, Picture>(WebSilo.Module).ProcessAsync(new PaintRequest(motif))).Id;

    private async Task<string?> SendAsync(string id, string members, HttpStatusCode expected, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Single)
        {
            Content = new StringContent($$"""{"resultId":"{{id}}",{{members}}}""", System.Text.Encoding.UTF8, "application/json"),
        };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return (await Http.SendAsync(request).JsonAsync(expected)).GetProperty("receipt").GetString();
    }
}
