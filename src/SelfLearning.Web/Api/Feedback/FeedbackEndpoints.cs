using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SelfLearning.Learning;
using SelfLearning.Web.Access;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Api;

/// <summary>Feedback by result id, which names the module and the context it goes to.</summary>
internal static class FeedbackEndpoints
{
    private const string IdempotencyKey = "Idempotency-Key";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/feedback", ApplyAsync).For(AccessRole.Caller).Takes<FeedbackRequest>()
            .Named("ApplyFeedback", "Judges a result. 202: it is on storage and counts once; 200: it was known; 404, 409, 410: it cannot count, and the receipt says why; 503: send it again.")
            .Gives<ReceiptResponse>().Gives<ReceiptResponse>(202).Gives<ReceiptResponse>(404).Gives<ReceiptResponse>(409).Gives<ReceiptResponse>(410).Gives<ReceiptResponse>(503);
        api.MapPost("/feedback/batch", ApplyBatchAsync).For(AccessRole.Caller).Takes<FeedbackBatchRequest>()
            .Named("ApplyFeedbackBatch", "Judges up to 1,000 results. The receipts are in the order of the judgements; those that are overloaded may be sent again, alone or with all.")
            .Gives<FeedbackBatchResponse>();
        api.MapGet("/modules/{module}/contexts/{context}/feedback", ListAsync).For(AccessRole.Reader)
            .Named("GetFeedback", "The last feedback of a context with comments and receipts, at most 100, newest first.").Gives<IReadOnlyList<ReceivedFeedback>>().Fails(400, 404);
    }

    /// <summary>The status of a receipt.</summary>
    internal static int StatusOf(FeedbackReceipt receipt) => receipt switch
    {
        FeedbackReceipt.Accepted or FeedbackReceipt.Replaced or FeedbackReceipt.Corrected => StatusCodes.Status202Accepted,
        FeedbackReceipt.Duplicate => StatusCodes.Status200OK,
        FeedbackReceipt.Unknown => StatusCodes.Status404NotFound,
        FeedbackReceipt.Outdated => StatusCodes.Status409Conflict,
        FeedbackReceipt.Late => StatusCodes.Status410Gone,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    private static async Task<IResult> ApplyAsync(HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var request = await JsonBody.ReadAsync<FeedbackRequest>(http.Request, cancellationToken);
        if (http.Request.Headers[IdempotencyKey] is [{ } key] && request.Id is null) request = request with { Id = FeedbackText.IdOf(key) };
        var feedback = FeedbackText.Read(request, "");
        var receipts = await SendAsync([feedback], http, client, cancellationToken);
        var status = StatusOf(receipts[0]);
        if (status == StatusCodes.Status503ServiceUnavailable) http.Response.Headers.RetryAfter = ProblemWriter.RetryAfter.ToString(CultureInfo.InvariantCulture);
        return ApiResult.Json(new ReceiptResponse(feedback.ResultId, receipts[0]), status);
    }

    private static async Task<IResult> ApplyBatchAsync(HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var request = await JsonBody.ReadAsync<FeedbackBatchRequest>(http.Request, cancellationToken);
        if (request.Feedback is not { Count: >= 1 and <= FeedbackBatchRequest.Maximum })
        {
            throw RequestProblem.Invalid(
                "feedback", $"The batch has {(request.Feedback?.Count ?? 0).ToString("N0", CultureInfo.InvariantCulture)} judgements: send 1 to 1,000, and more in further requests.");
        }

        var feedbacks = new List<ResultFeedback>(request.Feedback.Count);
        for (var i = 0; i < request.Feedback.Count; i++) feedbacks.Add(FeedbackText.Read(request.Feedback[i], $"feedback[{i}]."));
        var receipts = await SendAsync(feedbacks, http, client, cancellationToken);
        return ApiResult.Json(new FeedbackBatchResponse([.. feedbacks.Select((feedback, place) => new ReceiptResponse(feedback.ResultId, receipts[place]))]));
    }

    private static async Task<IResult> ListAsync(string module, string context, ISelfLearningClient client, CancellationToken cancellationToken) =>
        ApiResult.Json(await client.GetModule(module).GetFeedbackAsync(ContextKey.Parse(context), cancellationToken));

    // An id that cannot be read, or is another's module's, is unknown to this caller.
    private static async Task<FeedbackReceipt[]> SendAsync(
        List<ResultFeedback> feedbacks, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var receipts = new FeedbackReceipt[feedbacks.Count];
        Array.Fill(receipts, FeedbackReceipt.Unknown);
        var byModule = Enumerable.Range(0, feedbacks.Count)
            .Select(place => (Place: place, Module: ResultId.TryParse(feedbacks[place].ResultId, out var id) ? id.Module : null))
            .Where(item => item.Module is not null && ModuleAccess.IsAllowed(http.User, item.Module))
            .GroupBy(item => item.Module!, item => item.Place, StringComparer.Ordinal);
        foreach (var module in byModule)
        {
            int[] places = [.. module];
            var given = await client.GetModule(module.Key).ApplyFeedbackAsync([.. places.Select(place => feedbacks[place])], cancellationToken);
            for (var i = 0; i < places.Length; i++) receipts[places[i]] = given[i];
        }

        return receipts;
    }
}
