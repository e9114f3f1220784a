using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SelfLearning.Contracts;
using SelfLearning.Demo.Compression;
using SelfLearning.Demo.Links;
using SelfLearning.Demo.Running;

namespace SelfLearning.Demo.Hosting;

/// <summary>The host app: a silo in this process that keeps what it learns in one SQLite file, a client of it, and its page.</summary>
internal static class DemoHost
{
    /// <summary>Stopping may take this long: with the last feedback and the report the end stays within 5 seconds of Ctrl+C.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    /// <param name="data">Where it keeps what it learns.</param>
    /// <param name="link">The link the blocks are for.</param>
    /// <param name="port">Where the page is; 0 for any free port.</param>
    /// <param name="lifetime">What ends the program.</param>
    public static WebApplication Build(DataFolder data, LinkSpeed link, int port, IHostLifetime lifetime)
    {
        // The demo's own options are on the command line; nothing of the environment reaches the module.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(
        [
            new("Modules:compression:LinkBitsPerSecond", link.BitsPerSecond.ToString(CultureInfo.InvariantCulture)),
        ]);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // They warn of what is normal here: a young process, the garbage collector of a workstation, a machine that is busy compressing.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.Logging.AddFilter("Orleans.Runtime.MembershipService.LocalSiloHealthMonitor", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        // A silo that cannot start says why in the exception, which ends the program with one line.
        builder.Logging.AddFilter("Orleans.Runtime.Silo", LogLevel.None);
        builder.Logging.AddFilter("Orleans.Runtime.SiloLifecycleSubject", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // A silo on its way down retries placements that the last reports of its contexts ask for.
        builder.Logging.AddFilter("Polly", LogLevel.Error);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.UseOrleans(silo =>
        {
            var (siloPort, gatewayPort) = FreePorts();
            silo.UseLocalhostClustering(siloPort, gatewayPort);
            silo.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort, listenOnAnyHostAddress: false);
            silo.AddSqliteGrainStorage(GrainNames.Storage, storage => storage.Path = data.Database);
            silo.AddSelfLearning().AddModule<CompressionModule>(
                CompressionModule.Name, builder.Configuration.GetSection("Modules:compression"));
        });
        builder.Services.AddSelfLearningClient();
        builder.Services.AddSingleton(lifetime);
        DemoPage.Add(builder, port);
        var app = builder.Build();
        DemoPage.Map(app);
        return app;
    }

    /// <summary>The calls of the compression module through the host's client.</summary>
    public static CompressionCalls Calls(IServiceProvider services)
    {
        var module = services.GetRequiredService<ISelfLearningClient>().GetModule<Block, CompressedBlock>(CompressionModule.Name);
        return new CompressionCalls(module.ProcessAsync, module.ApplyFeedbackAsync, module.GetPolicyAsync, module.GetAdaptationsAsync);
    }

    // Both are held while the second is found, so that they differ.
    private static (int Silo, int Gateway) FreePorts()
    {
        using var silo = new TcpListener(IPAddress.Loopback, 0);
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        silo.Start();
        gateway.Start();
        return (((IPEndPoint)silo.LocalEndpoint).Port, ((IPEndPoint)gateway.LocalEndpoint).Port);
    }
}
