using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SelfLearning.Web.Dashboard.Access;
using SelfLearning.Web.Dashboard.Live;

namespace SelfLearning.Web.Dashboard;

/// <summary>Registers what the page needs.</summary>
internal static class DashboardServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery();
        services.TryAddSingleton<LivePages>();
        PageCookie.Add(services);
    }
}
