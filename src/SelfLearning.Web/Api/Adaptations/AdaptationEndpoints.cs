using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SelfLearning.Web.Api;

/// <summary>What the learner changed or proposes, and what people say to it.</summary>
internal static class AdaptationEndpoints
{
    private const string Adaptations = "/modules/{module}/contexts/{context}/adaptations";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(Adaptations, ListAsync).For(AccessRole.Reader)
            .Named("GetAdaptations", "The last adaptations of a context, at most 50, newest first.").Gives<IReadOnlyList<Adaptation>>().Fails(400, 404);
        api.MapPost(Adaptations, SuggestAsync).For(AccessRole.Operator).Takes<SuggestionRequest>()
            .Named("SuggestAdaptation", "Puts a value in use, or proposes it where adaptations need approval, and pins its parameter.").Gives<Adaptation>(201).Fails(404, 409);
        Decide("approve", (client, context, id, by, token) => client.ApproveAsync(context, id, by, token))
            .Named("ApproveAdaptation", "Applies a proposed adaptation, if the value it starts from is still in use.");
        Decide("reject", (client, context, id, by, token) => client.RejectAsync(context, id, by, token))
            .Named("RejectAdaptation", "Rejects a proposed adaptation and pins its parameter.");
        Decide("roll-back", (client, context, id, by, token) => client.RollBackAsync(context, id, by, token))
            .Named("RollBackAdaptation", "Undoes an applied adaptation whose value is still in use, and pins its parameter.");

        RouteHandlerBuilder Decide(string verb, Func<IModuleClient, ContextKey, long, Decider, CancellationToken, Task<Adaptation>> decide) =>
            api.MapPost(
                    $"{Adaptations}/{{adaptation}}/{verb}",
                    (string module, string context, string adaptation, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken) =>
                        DecideAsync(decide, module, context, adaptation, http, client, cancellationToken))
                .For(AccessRole.Operator).Takes<DecisionRequest>(isOptional: true).Gives<Adaptation>().Fails(404, 409);
    }

    private static async Task<IResult> ListAsync(string module, string context, ISelfLearningClient client, CancellationToken cancellationToken) =>
        ApiResult.Json(await client.GetModule(module).GetAdaptationsAsync(ContextKey.Parse(context), cancellationToken));

    private static async Task<IResult> SuggestAsync(
        string module, string context, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var request = await JsonBody.ReadAsync<SuggestionRequest>(http.Request, cancellationToken);
        var made = await client.GetModule(module).SuggestAdaptationAsync(
            ContextKey.Parse(context), request.ParameterName, request.Value, http.Decider(request), cancellationToken);
        return ApiResult.Json(made, 201);
    }

    private static async Task<IResult> DecideAsync(
        Func<IModuleClient, ContextKey, long, Decider, CancellationToken, Task<Adaptation>> decide,
        string module,
        string context,
        string adaptation,
        HttpContext http,
        ISelfLearningClient client,
        CancellationToken cancellationToken)
    {
        var request = await JsonBody.ReadOptionalAsync<DecisionRequest>(http.Request, cancellationToken) ?? new DecisionRequest();
        return ApiResult.Json(await decide(
            client.GetModule(module), ContextKey.Parse(context), QueryText.AdaptationId(adaptation), http.Decider(request), cancellationToken));
    }
}
