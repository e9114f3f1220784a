using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Api;

/// <summary>Operations of modules: run in the silo, or begun and completed here and run by the caller.</summary>
internal static class OperationEndpoints
{
    private const string IdempotencyKey = "Idempotency-Key";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/modules/{module}/process", ProcessAsync).For(AccessRole.Caller).Takes<ProcessBody>()
            .Named("Process", "Runs a module in the silo. The answer has the result id, to which feedback is given.").Gives<ModuleResult<JsonElement>>().Fails(404, 422);
        api.MapPost("/modules/{module}/contexts/{context}/operations", BeginAsync).For(AccessRole.Caller).Takes<BeginBody>(isOptional: true)
            .Named("BeginOperation", "Begins an operation that the caller runs itself: the values to use, and the result id for its outcome and for feedback. Nothing is held for it here.")
            .Gives<BegunOperation>().Fails(404);
        api.MapPost("/modules/{module}/operations/complete", CompleteAsync).For(AccessRole.Caller).Takes<CompletionBody>()
            .Named("CompleteOperation", "Says how an operation that was begun here has ended. 200: counted, now or before; 404, 410: it cannot count, and the receipt says why.")
            .Gives<CompletionResponse>().Gives<CompletionResponse>(404).Gives<CompletionResponse>(410);
        api.MapPost("/modules/{module}/operations/complete/batch", CompleteBatchAsync).For(AccessRole.Caller).Takes<CompletionBatchBody>()
            .Named("CompleteOperationBatch", "Says how up to 1,000 operations of a module have ended. The receipts are in the order of the outcomes.")
            .Gives<CompletionBatchResponse>().Fails(404);
    }

    private static async Task<IResult> ProcessAsync(string module, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<ProcessBody>(http.Request, cancellationToken);
        if (body.Input.ValueKind == JsonValueKind.Undefined) throw RequestProblem.Invalid("input", "The input is missing: send the module's request.");
        var key = http.Request.Headers[IdempotencyKey] is [{ } text] ? text : null;
        if (body.OperationId is null && key is { Length: 0 or > ProcessOptions.MaximumLength })
            throw RequestProblem.Invalid(IdempotencyKey, $"The {IdempotencyKey} has {key.Length} characters: it has 1 to {ProcessOptions.MaximumLength}.");
        var options = new ProcessOptions { OperationId = body.OperationId ?? key };
        if (body.Operation is { } operation) options = options with { Operation = operation };
        return ApiResult.Json(await client.GetModule<JsonElement, JsonElement>(module).ProcessAsync(body.Input, options, cancellationToken));
    }

    private static async Task<IResult> BeginAsync(
        string module, string context, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadOptionalAsync<BeginBody>(http.Request, cancellationToken) ?? new BeginBody();
        return ApiResult.Json(await client.GetModule(module).BeginByValuesAsync(ContextKey.Parse(context), body.Overrides, cancellationToken));
    }

    private static async Task<IResult> CompleteAsync(string module, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var outcome = CompletionText.Read(await JsonBody.ReadAsync<CompletionBody>(http.Request, cancellationToken), "");
        var receipt = await client.GetModule(module).CompleteAsync(outcome, cancellationToken);
        return ApiResult.Json(new CompletionResponse(outcome.ResultId, receipt), StatusOf(receipt));
    }

    private static async Task<IResult> CompleteBatchAsync(string module, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<CompletionBatchBody>(http.Request, cancellationToken);
        if (body.Operations is not { Count: >= 1 and <= CompletionBatchBody.Maximum })
        {
            throw RequestProblem.Invalid(
                "operations", $"The batch has {(body.Operations?.Count ?? 0).ToString("N0", CultureInfo.InvariantCulture)} outcomes: send 1 to 1,000, and more in further requests.");
        }

        var outcomes = body.Operations.Select((outcome, place) => CompletionText.Read(outcome, $"operations[{place}].")).ToList();
        var receipts = await client.GetModule(module).CompleteAsync(outcomes, cancellationToken);
        return ApiResult.Json(new CompletionBatchResponse([.. outcomes.Select((outcome, place) => new CompletionResponse(outcome.ResultId, receipts[place]))]));
    }

    private static int StatusOf(CompletionReceipt receipt) => receipt switch
    {
        CompletionReceipt.Unknown => StatusCodes.Status404NotFound,
        CompletionReceipt.Late => StatusCodes.Status410Gone,
        _ => StatusCodes.Status200OK,
    };
}
