using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SelfLearning.Web;

namespace SelfLearning.Demo.Hosting;

/// <summary>Page and HTTP API of the demo, for this machine alone.</summary>
internal static class DemoPage
{
    /// <param name="builder">The host.</param>
    /// <param name="port">The port of 127.0.0.1; 0 for any free one.</param>
    public static void Add(WebApplicationBuilder builder, int port)
    {
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRouting();
        builder.Services.AddSelfLearningWeb();
        // The tokens of its forms are as short-lived as the demo, which leaves nothing outside its data folder.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    public static void Map(WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapSelfLearningApi();
        app.MapSelfLearningDashboard();
    }

    /// <summary>Where the page of a host that has started is.</summary>
    public static string Address(WebApplication app) => $"{app.Urls.First()}/";
}
