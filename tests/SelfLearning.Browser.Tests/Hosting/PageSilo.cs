using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Contracts;
using SelfLearning.Silo;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Browser.Tests.Hosting;

/// <summary>The generic silo in this process, as an exe with modules of its own has it.</summary>
internal sealed class PageSilo : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _data;
    private bool _isStopped;

    private PageSilo(WebApplication app, DirectoryInfo data)
    {
        (_app, _data) = (app, data);
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }

    /// <summary>The client in the silo.</summary>
    public ISelfLearningClient Client => _app.Services.GetRequiredService<ISelfLearningClient>();

    /// <summary>Starts one on free ports, with an SQLite file of its own and the same luck in every run.</summary>
    /// <param name="modules">The modules that run in it; what they learn from is up to the test.</param>
    /// <param name="settings">Its configuration beyond that.</param>
    /// <param name="time">The time it lives in.</param>
    public static async Task<PageSilo> StartAsync(IEnumerable<string> modules, IEnumerable<KeyValuePair<string, string>> settings, TimeProvider? time = null)
    {
        var ports = FreePorts.Take(2);
        var data = Directory.CreateTempSubdirectory("browser-silo-");
        string[] args =
        [
            "--Urls=http://127.0.0.1:0", $"--Orleans:Endpoints:SiloPort={ports[0]}", $"--Orleans:Endpoints:GatewayPort={ports[1]}",
            $"--Orleans:GrainStorage:{GrainNames.Storage}:ProviderType=Sqlite", $"--Orleans:GrainStorage:{GrainNames.Storage}:Path={Path.Combine(data.FullName, "silo.db")}",
            "--Logging:LogLevel:Default=Error", "--Logging:LogLevel:Orleans=Error", "--SelfLearning:OrleansDashboard=true",
            .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        var builder = SiloApplication.CreateBuilder(args, silo =>
        {
            foreach (var module in modules) silo.AddModule<SketchModule>(module, silo.Silo.Configuration.GetSection($"Modules:{module}"));
        });
        var seed = 0;
        builder.Services.AddKeyedTransient(GrainNames.Storage, (_, _) => new Random(Interlocked.Increment(ref seed)));
        // Keys of this run alone: nothing of a test stays on the machine.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        if (time is not null) builder.Services.AddSingleton(time);
        var app = SiloApplication.Build(builder);
        await app.StartAsync();
        return new PageSilo(app, data);
    }

    /// <summary>Stops it as SIGTERM does.</summary>
    public async Task StopAsync()
    {
        if (!_isStopped) await _app.StopAsync();
        _isStopped = true;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
