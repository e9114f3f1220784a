using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SelfLearning.Web.Dashboard.Live;
using SelfLearning.Web.Dashboard.Pages;
using SelfLearning.Web.Problems;

namespace SelfLearning.Web.Dashboard.Modules;

/// <summary>The page of a module.</summary>
internal static class ModuleEndpoint
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/modules/{module}", GetAsync).Page(2, AccessRole.Reader);
        pages.MapGet("/modules/{module}/live", Watch).Page(3, AccessRole.Reader);
    }

    /// <summary>The client of a module whose name stands in an address.</summary>
    public static IModuleClient Client(ISelfLearningClient client, string module) => ModuleName.IsValid(module)
        ? client.GetModule(module)
        : throw new RequestProblem(404, ProblemKind.NotFound, $"There is no module '{module}': a module's name has 1 to 63 characters of a-z, 0-9 and '-'.");

    private static async Task<IResult> GetAsync(
        string module, string? sort, string? filter, string? cursor, HttpContext http, ISelfLearningClient client, LivePages live, CancellationToken cancellationToken)
    {
        var (of, query) = (Client(client, module), ModuleQuery.Read(sort, filter, cursor));
        var (model, fingerprint) = await live.GetAsync(KeyOf(module, query), LiveStream.Wanted(http), token => ReadAsync(of, query, token), cancellationToken);
        return await PageResult.RenderAsync<ModulePage>(http, model.Name, model, view => view with
        {
            Trail = [new Crumb(model.Name, view.Paths.Module(model.Name))],
            Stream = $"{view.Paths.Module(model.Name)}/live{query.ToText()}",
            Fingerprint = fingerprint,
        });
    }

    private static IResult Watch(string module, string? sort, string? filter, string? cursor, HttpContext http, ISelfLearningClient client, LivePages live)
    {
        var (of, query) = (Client(client, module), ModuleQuery.Read(sort, filter, cursor));
        return LiveStream.Open(http, live, KeyOf(module, query), Interval, token => ReadAsync(of, query, token));
    }

    private static string KeyOf(string module, ModuleQuery query) => $"module:{module}{query.ToText()}";

    private static async Task<ModuleModel> ReadAsync(IModuleClient module, ModuleQuery query, CancellationToken cancellationToken) =>
        ModuleModel.Of(await ModulePageReading.ReadAsync(module, query, cancellationToken), query);
}
