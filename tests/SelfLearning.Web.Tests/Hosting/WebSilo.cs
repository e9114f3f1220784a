using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SelfLearning.Contracts;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Web.Tests.Hosting;

/// <summary>A host as an app has it: a silo, a client of it, and API and page on Kestrel.</summary>
internal sealed class WebSilo : IAsyncDisposable
{
    /// <summary>The module that runs in the silo.</summary>
    public const string Module = "paint";

    private readonly WebApplication _app;

    private WebSilo(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>A client without a key.</summary>
    public HttpClient Http { get; }

    public ISelfLearningClient Client => _app.Services.GetRequiredService<ISelfLearningClient>();

    public IServiceProvider Services => _app.Services;

    /// <summary>With a module that runs in the silo.</summary>
    public static Task<WebSilo> StartAsync(params (string Key, string Value)[] settings) => StartAsync(builder => AddSilo(builder, silo => silo.AddModule<PaintModule>(Module)), settings);

    /// <summary>With a silo in which nothing is registered.</summary>
    public static Task<WebSilo> StartEmptyAsync() => StartAsync(builder => AddSilo(builder, _ => { }));

    /// <summary>Without a silo, and with none to connect to.</summary>
    public static Task<WebSilo> StartAloneAsync() =>
        StartAsync(builder => builder.UseSelfLearningClient(), ("Orleans:Endpoints:GatewayPort", FreePorts.Take(1)[0].ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>With an authentication of the host's own, which believes what a request says.</summary>
    public static Task<WebSilo> StartWithUsersAsync() => StartAsync(builder =>
    {
        AddSilo(builder, silo => silo.AddModule<PaintModule>(Module));
        builder.Services.AddAuthentication(BelievingHandler.Name).AddScheme<AuthenticationSchemeOptions, BelievingHandler>(BelievingHandler.Name, null);
    });

    /// <summary>With services of the host's own in the place of the usual ones.</summary>
    public static Task<WebSilo> StartWithAsync(Action<IServiceCollection> replace) => StartAsync(
        builder =>
        {
            AddSilo(builder, silo => silo.AddModule<PaintModule>(Module));
            builder.Services.AddSelfLearningClient();
            replace(builder.Services);
        });

    private static async Task<WebSilo> StartAsync(Action<WebApplicationBuilder> connect, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        connect(builder);
        builder.Services.AddSelfLearningClient();
        builder.Services.AddSelfLearningWeb();
        // Keys of this run alone: nothing of a test stays on the machine.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapSelfLearningApi();
        app.MapSelfLearningDashboard();
        app.MapGroup("/tools").MapSelfLearningDashboard("/learning");
        await app.StartAsync();
        return new WebSilo(app);
    }

    private static void AddSilo(WebApplicationBuilder builder, Action<SelfLearningSiloBuilder> configure)
    {
        var ports = FreePorts.Take(2);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(ports[0], ports[1]);
            silo.AddMemoryGrainStorage(GrainNames.Storage);
            configure(silo.AddSelfLearning());
        });
    }

    /// <summary>Stops the host as SIGTERM does.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
