using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using SelfLearning.Web.Access;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Api;

/// <summary>Modules: which there are, what they are, how they learn.</summary>
internal static class ModuleEndpoints
{
    private const int Standard = 100;
    private const int Maximum = 1_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/modules", ListAsync).For(AccessRole.Reader)
            .Named("GetModules", "The names of the modules, in ordinal order.").Gives<Page<string>>().Fails(400);
        api.MapGet("/modules/{module}", GetAsync).For(AccessRole.Reader)
            .Named("GetModule", "The definition of a module with the options in force.").Gives<ModuleDefinition>().Fails(400, 404);
        api.MapPut("/modules/{module}", RegisterAsync).For(AccessRole.Operator).Takes<DefinitionRequest>()
            .Named("RegisterModule", "Registers a module that hosts run, or a newer revision of it; answers with the definition in force.").Gives<ModuleDefinition>().Fails(409);
        api.MapGet("/modules/{module}/options", GetOptionsAsync).For(AccessRole.Reader)
            .Named("GetOptions", "How a module learns; the ETag of the answer is needed to change it.").Gives<ModuleOptions>().Fails(400, 404);
        api.MapPut("/modules/{module}/options", SetOptionsAsync).For(AccessRole.Operator).Takes<ModuleOptions>()
            .Named("SetOptions", "Changes how a module learns, if the options are still those of the ETag in If-Match.").Gives<ModuleOptions>().Fails(404, 409, 412, 428);
    }

    private static async Task<IResult> ListAsync(
        string? cursor, string? limit, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var (after, most) = (Cursor.Read(cursor), QueryText.Limit(limit, Standard, Maximum));
        var names = (await client.GetModulesAsync(cancellationToken))
            .Where(name => ModuleAccess.IsAllowed(http.User, name) && (after is null || string.CompareOrdinal(name, after) > 0)).Take(most + 1).ToList();
        return ApiResult.Page(names, most, name => name);
    }

    private static async Task<IResult> GetAsync(string module, ISelfLearningClient client, CancellationToken cancellationToken) =>
        ApiResult.Json(await client.GetModule(module).GetDefinitionAsync(cancellationToken));

    private static async Task<IResult> RegisterAsync(string module, HttpRequest request, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<DefinitionRequest>(request, cancellationToken);
        if (body.Parameters is not { } parameters) throw RequestProblem.Invalid("parameters", "The parameters are null: send a list of them, [] for none.");
        var definition = new ModuleDefinition
        {
            Name = ModuleName.Require(module),
            Parameters = new ParameterSpace([.. parameters]),
            Options = body.Options ?? new ModuleOptions(),
            Revision = body.Revision,
        };
        return ApiResult.Json(await client.RegisterAsync(definition, cancellationToken));
    }

    private static async Task<IResult> GetOptionsAsync(string module, HttpResponse response, ISelfLearningClient client, CancellationToken cancellationToken) =>
        Tagged(response, await client.GetModule(module).GetOptionsAsync(cancellationToken));

    private static async Task<IResult> SetOptionsAsync(string module, HttpContext http, ISelfLearningClient client, CancellationToken cancellationToken)
    {
        var tag = http.Request.GetTypedHeaders().IfMatch is [{ IsWeak: false } one] && one.Tag.Length > 2
            ? one.Tag.Subsegment(1, one.Tag.Length - 2).ToString()
            : throw new RequestProblem(428, ProblemKind.PreconditionFailed, "The header If-Match is missing or not one ETag: send the ETag the options were read with.", HeaderNames.IfMatch);
        var options = await JsonBody.ReadAsync<ModuleOptions>(http.Request, cancellationToken);
        var target = client.GetModule(module);
        var current = await target.GetOptionsAsync(cancellationToken);
        if (current.ETag != tag)
        {
            throw new RequestProblem(
                412, ProblemKind.PreconditionFailed, $"The options have changed since they were read (ETag \"{tag}\", now \"{current.ETag}\"): read them again and repeat the change.", HeaderNames.IfMatch);
        }

        return Tagged(http.Response, await target.SetOptionsAsync(options, tag, cancellationToken));
    }

    private static IResult Tagged(HttpResponse response, VersionedOptions options)
    {
        response.Headers.ETag = $"\"{options.ETag}\"";
        return ApiResult.Json(options.Options);
    }
}
