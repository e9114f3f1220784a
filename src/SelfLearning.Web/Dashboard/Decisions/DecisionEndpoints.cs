using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SelfLearning.Web.Api;
using SelfLearning.Web.Dashboard.Contexts;
using SelfLearning.Web.Dashboard.Modules;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Dashboard.Decisions;

/// <summary>What people decide on the page of a context.</summary>
internal static class DecisionEndpoints
{
    private const string Context = "/modules/{module}/contexts/{context}";

    public static void Map(IEndpointRouteBuilder pages)
    {
        Decide("approve", (client, context, id, by, token) => client.ApproveAsync(context, id, by, token));
        Decide("reject", (client, context, id, by, token) => client.RejectAsync(context, id, by, token));
        Decide("roll-back", (client, context, id, by, token) => client.RollBackAsync(context, id, by, token));
        pages.MapPost($"{Context}/pins/{{parameter}}/release", ReleaseAsync).Page(7, AccessRole.Operator).Form();

        void Decide(string verb, Func<IModuleClient, ContextKey, long, Decider, CancellationToken, Task<Adaptation>> decide) => pages.MapPost(
                $"{Context}/adaptations/{{adaptation}}/{verb}",
                (string module, string context, string adaptation, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken) =>
                    DecideAsync(decide, module, context, adaptation, http, client, cancellationToken))
            .Page(7, AccessRole.Operator).Form();
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
        var decided = await decide(
            ModuleEndpoint.Client(client, module), ContextKey.Parse(context), QueryText.AdaptationId(adaptation), await DeciderAsync(http, cancellationToken), cancellationToken);
        return Back(http, module, context, DecisionNotice.Of(decided), "#adaptations");
    }

    private static async Task<IResult> ReleaseAsync(
        string module, string context, string parameter, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var by = await DeciderAsync(http, cancellationToken);
        return await ModuleEndpoint.Client(client, module).ReleaseAsync(ContextKey.Parse(context), parameter, by, cancellationToken)
            ? Back(http, module, context, DecisionNotice.OfRelease(), "#parameters")
            : throw new RequestProblem(404, ProblemKind.NotFound, $"Parameter '{parameter}' is not pinned in context '{context}'.", "parameter");
    }

    private static async Task<Decider> DeciderAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var note = (await http.Request.ReadFormAsync(cancellationToken))["note"].ToString().Trim();
        return http.Decider(new DecisionRequest { Note = note.Length == 0 ? null : note });
    }

    private static IResult Back(HttpContext http, string module, string context, string said, string place) =>
        SeeOther.Of(http, $"{DashboardPaths.Of(http).Context(module, context)}?period={ContextEndpoint.PeriodOf(http.Request.Query["period"])}&said={said}{place}");
}
