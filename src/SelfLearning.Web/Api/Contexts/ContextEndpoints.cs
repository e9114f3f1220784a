using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SelfLearning.Web.Api;

/// <summary>Contexts: which there are, how they did, and the end of them.</summary>
internal static class ContextEndpoints
{
    private const int Standard = 100;
    private const int Maximum = 500;
    private const string Context = "/modules/{module}/contexts/{context}";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/modules/{module}/contexts", ListAsync).For(AccessRole.Reader)
            .Named("GetContexts", "The contexts of a module with their totals, in ordinal order of their keys.").Gives<Page<ContextInfo>>().Fails(400, 404);
        api.MapGet("/modules/{module}/summary", SummariseModuleAsync).For(AccessRole.Reader)
            .Named("GetModuleSummary", "How a module did over 1h, 24h, 7d or 30d; any other period means 24h, and the answer says which one it is.").Gives<PerformanceSummary>().Fails(400, 404);
        api.MapGet($"{Context}/summary", SummariseAsync).For(AccessRole.Reader)
            .Named("GetContextSummary", "How a context did over 1h, 24h, 7d or 30d; any other period means 24h, and the answer says which one it is.").Gives<PerformanceSummary>().Fails(400, 404);
        api.MapGet("/modules/{module}/history", TraceModuleAsync).For(AccessRole.Reader)
            .Named("GetModuleHistory", "How a module did over 1h, 24h, 7d or 30d, step by step, without percentiles; any other period means 24h.").Gives<PerformanceHistory>().Fails(400, 404);
        api.MapGet($"{Context}/history", TraceAsync).For(AccessRole.Reader)
            .Named("GetContextHistory", "How a context did over 1h, 24h, 7d or 30d, step by step; any other period means 24h.").Gives<PerformanceHistory>().Fails(400, 404);
        api.MapGet($"{Context}/metrics", ListMetricsAsync).For(AccessRole.Reader)
            .Named("GetMetrics", "Single operations of a context, newest first, by status, name and time.").Gives<IReadOnlyList<MetricEntry>>().Fails(400, 404);
        api.MapDelete(Context, DeleteAsync).For(AccessRole.Operator)
            .Named("DeleteContext", "Deletes all records of a context.").Produces(204).Fails(400, 404);
    }

    private static async Task<IResult> ListAsync(
        string module, string? cursor, string? limit, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var (after, most) = (Cursor.Read(cursor), QueryText.Limit(limit, Standard, Maximum));
        return ApiResult.Page(await client.GetModule(module).GetContextsAsync(after, most + 1, cancellationToken), most, context => context.Context);
    }

    private static async Task<IResult> SummariseModuleAsync(string module, string? period, ISelfLearningClient client, CancellationToken cancellationToken) =>
        ApiResult.Json(await client.GetModule(module).GetPerformanceMetricsAsync(period ?? "24h", null, cancellationToken));

    private static async Task<IResult> SummariseAsync(
        string module, string context, string? period, ISelfLearningClient client, CancellationToken cancellationToken) =>
        ApiResult.Json(await client.GetModule(module).GetPerformanceMetricsAsync(period ?? "24h", ContextKey.Parse(context), cancellationToken));

    private static async Task<IResult> TraceModuleAsync(string module, string? period, ISelfLearningClient client, CancellationToken cancellationToken) =>
        ApiResult.Json(await client.GetModule(module).GetPerformanceHistoryAsync(period ?? "24h", null, cancellationToken));

    private static async Task<IResult> TraceAsync(
        string module, string context, string? period, ISelfLearningClient client, CancellationToken cancellationToken) =>
        ApiResult.Json(await client.GetModule(module).GetPerformanceHistoryAsync(period ?? "24h", ContextKey.Parse(context), cancellationToken));

    private static async Task<IResult> ListMetricsAsync(
        string module, string context, string? status, string? operation, string? since, string? limit, ISelfLearningClient client,
        CancellationToken cancellationToken)
    {
        var filter = new MetricsFilter
        {
            Context = ContextKey.Parse(context).Text,
            Status = QueryText.Status(status),
            Operation = operation,
            Since = QueryText.Time("since", since),
        };
        return ApiResult.Json(await client.GetModule(module).GetMetricsAsync(filter, QueryText.Limit(limit, Standard, 10_000), cancellationToken));
    }

    private static async Task<IResult> DeleteAsync(string module, string context, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        await client.GetModule(module).DeleteContextAsync(ContextKey.Parse(context), cancellationToken);
        return Results.NoContent();
    }
}
