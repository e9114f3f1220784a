using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SelfLearning.Web.Access;
using SelfLearning.Web.Dashboard.Live;
using SelfLearning.Web.Dashboard.Pages;

namespace SelfLearning.Web.Dashboard.Overview;

/// <summary>The overview of all modules.</summary>
internal static class OverviewEndpoint
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/", GetAsync).Page(0, AccessRole.Reader);
        pages.MapGet("/live", Watch).Page(1, AccessRole.Reader);
    }

    private static async Task<IResult> GetAsync(HttpContext http, ISelfLearningClient client, LivePages live, CancellationToken cancellationToken)
    {
        var bound = ModuleAccess.BoundTo(http.User);
        var (model, fingerprint) = await live.GetAsync(KeyOf(bound), LiveStream.Wanted(http), token => ReadAsync(client, bound, token), cancellationToken);
        return await PageResult.RenderAsync<OverviewPage>(http, "Modules", model, view => view with { Stream = view.Paths.Root + "/live", Fingerprint = fingerprint });
    }

    private static IResult Watch(HttpContext http, ISelfLearningClient client, LivePages live)
    {
        var bound = ModuleAccess.BoundTo(http.User);
        return LiveStream.Open(http, live, KeyOf(bound), Interval, token => ReadAsync(client, bound, token));
    }

    // Viewers share what they all may see, and nothing else.
    private static string KeyOf(IReadOnlyList<string>? bound) => "overview:" + (bound is null ? "*" : string.Join(',', bound));

    private static async Task<OverviewModel> ReadAsync(ISelfLearningClient client, IReadOnlyList<string>? bound, CancellationToken cancellationToken) =>
        OverviewModel.Of(await OverviewReading.ReadAsync(client, bound, cancellationToken));
}
