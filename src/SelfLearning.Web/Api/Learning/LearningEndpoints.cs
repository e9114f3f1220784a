using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SelfLearning.Web.Limits;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Api;

/// <summary>What a context has learned, and what people tell it.</summary>
internal static class LearningEndpoints
{
    private const string Context = "/modules/{module}/contexts/{context}";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet($"{Context}/policy", GetPolicyAsync).For(AccessRole.Reader)
            .Named("GetPolicy", "What the next calls of a context will use, with what is known about each value and the pins.").Gives<PolicyView>().Fails(400, 404);
        api.MapGet($"{Context}/status", GetStatusAsync).For(AccessRole.Reader)
            .Named("GetLearningStatus", "Whether a context learns and, if not, why: a reason and a sentence with its figures.").Gives<LearningStatus>().Fails(400, 404);
        api.MapPut($"{Context}/pins/{{parameterName}}", PinAsync).For(AccessRole.Operator).Takes<PinRequest>(isOptional: true)
            .Named("PinParameter", "Keeps a parameter at its value in use, or at a given one, until it is released.").Gives<Pin>().Fails(404);
        api.MapDelete($"{Context}/pins/{{parameterName}}", ReleaseAsync).For(AccessRole.Operator)
            .Named("ReleaseParameter", "Lets the learner change a parameter again; query members actor and note say who and why.").Produces(204).Fails(400, 404);
        api.MapPost($"{Context}/learning-cycles", TriggerAsync).For(AccessRole.Operator)
            .Named("TriggerLearningCycle", "Learns now from the feedback that waits.").Gives<LearningCycleReport>().Fails(400, 404);
        api.MapPost($"{Context}/reset", ResetAsync).For(AccessRole.Operator).Takes<DecisionRequest>(isOptional: true)
            .Named("ResetLearning", "Forgets what a context has learned; metrics stay, and feedback that was counted stays counted.").Produces(204).Fails(404);
        api.MapGet("/modules/{module}/export", Export).For(AccessRole.Reader)
            .Named("Export", "Policy, adaptations and summary of every context: a line of JSON each.").Produces<ContextExport>(200, "application/x-ndjson").Fails(400, 404);
    }

    private static async Task<IResult> GetPolicyAsync(string module, string context, ISelfLearningClient client, CancellationToken cancellationToken) =>
        ApiResult.Json(await client.GetModule(module).GetPolicyAsync(ContextKey.Parse(context), cancellationToken));

    private static async Task<IResult> GetStatusAsync(string module, string context, ISelfLearningClient client, CancellationToken cancellationToken) =>
        ApiResult.Json(await client.GetModule(module).GetLearningStatusAsync(ContextKey.Parse(context), cancellationToken));

    private static async Task<IResult> PinAsync(
        string module, string context, string parameterName, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var request = await JsonBody.ReadOptionalAsync<PinRequest>(http.Request, cancellationToken) ?? new PinRequest();
        return ApiResult.Json(await client.GetModule(module).PinAsync(
            ContextKey.Parse(context), parameterName, http.Decider(request), request.Value, cancellationToken));
    }

    private static async Task<IResult> ReleaseAsync(
        string module, string context, string parameterName, string? actor, string? note, HttpContext http, ISelfLearningClient client,
        CancellationToken cancellationToken)
    {
        var by = http.Decider(new DecisionRequest { Actor = actor, Note = note });
        return await client.GetModule(module).ReleaseAsync(ContextKey.Parse(context), parameterName, by, cancellationToken)
            ? Results.NoContent()
            : throw new RequestProblem(404, ProblemKind.NotFound, $"Parameter '{parameterName}' is not pinned in context '{context}'.", nameof(parameterName));
    }

    private static async Task<IResult> TriggerAsync(string module, string context, ISelfLearningClient client, CancellationToken cancellationToken) =>
        ApiResult.Json(await client.GetModule(module).TriggerLearningCycleAsync(ContextKey.Parse(context), cancellationToken));

    private static async Task<IResult> ResetAsync(
        string module, string context, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var request = await JsonBody.ReadOptionalAsync<DecisionRequest>(http.Request, cancellationToken) ?? new DecisionRequest();
        await client.GetModule(module).ResetLearningAsync(ContextKey.Parse(context), http.Decider(request), cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> Export(string module, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        await using var contexts = client.GetModule(module).ExportAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        // The first one before the answer begins: until then a problem can still be said.
        var any = await contexts.MoveNextAsync();
        http.Response.ContentType = "application/x-ndjson";
        await using var waiting = StopSignal.WhileWaitingFor(http);
        for (; any; any = await contexts.MoveNextAsync())
        {
            await System.Text.Json.JsonSerializer.SerializeAsync(http.Response.Body, contexts.Current, ApiJson.Options, cancellationToken);
            await http.Response.Body.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }

        return Results.Empty;
    }
}
