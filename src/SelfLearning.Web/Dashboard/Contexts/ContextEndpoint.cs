using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SelfLearning.Web.Dashboard.Decisions;
using SelfLearning.Web.Dashboard.Live;
using SelfLearning.Web.Dashboard.Modules;
using SelfLearning.Web.Dashboard.Pages;

namespace SelfLearning.Web.Dashboard.Contexts;

/// <summary>The page of a context.</summary>
internal static class ContextEndpoint
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/modules/{module}/contexts/{context}", GetAsync).Page(4, AccessRole.Reader);
        pages.MapGet("/modules/{module}/contexts/{context}/live", Watch).Page(5, AccessRole.Reader);
    }

    private static async Task<IResult> GetAsync(
        string module, string context, string? period, string? said, HttpContext http, ISelfLearningClient client, LivePages live, CancellationToken cancellationToken)
    {
        var (of, key) = (ModuleEndpoint.Client(client, module), ContextKey.Parse(context));
        var covered = period is null
            ? UsualPeriod.Of(await of.GetPerformanceHistoryAsync(MetricsPeriod.Day.ToText(), key, cancellationToken)).ToText()
            : PeriodOf(period);
        var (model, fingerprint) = await live.GetAsync(KeyOf(module, key, covered), LiveStream.Wanted(http), token => ReadAsync(of, key, covered, token), cancellationToken);
        return await PageResult.RenderAsync<ContextPage>(http, $"{model.Key} – {model.Module}", model, view => view with
        {
            Trail = [new Crumb(model.Module, view.Paths.Module(model.Module)), new Crumb(model.Key, view.Paths.Context(model.Module, model.Key))],
            Stream = $"{view.Paths.Context(model.Module, model.Key)}/live?period={covered}",
            Fingerprint = fingerprint,
            Notice = DecisionNotice.Read(said),
            HasCharts = true,
        });
    }

    private static IResult Watch(string module, string context, string? period, HttpContext http, ISelfLearningClient client, LivePages live)
    {
        var (of, key, covered) = (ModuleEndpoint.Client(client, module), ContextKey.Parse(context), PeriodOf(period));
        return LiveStream.Open(http, live, KeyOf(module, key, covered), Interval, token => ReadAsync(of, key, covered, token));
    }

    /// <summary>The period an address asks for; what is not known means what is usual, as everywhere.</summary>
    public static string PeriodOf(string? text) => MetricsPeriods.TryParse(text, out var period) ? period.ToText() : MetricsPeriod.Day.ToText();

    private static string KeyOf(string module, ContextKey context, string period) => $"context:{module}/{context.Text}?{period}";

    private static async Task<ContextModel> ReadAsync(IModuleClient module, ContextKey context, string period, CancellationToken cancellationToken) =>
        ContextModel.Of(await ContextReading.ReadAsync(module, context, period, cancellationToken));
}
