using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SelfLearning.Client.Tests.Fakes;
using SelfLearning.Tests.Servers;
using Xunit.Abstractions;

namespace SelfLearning.Client.Tests.Connecting;

/// <summary>A host and silos with real sockets.</summary>
public sealed class BackgroundConnectingTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("client-").FullName;
    private readonly int[] _ports = FreePorts.Take(2);
    private readonly LogMemory _log = new();

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Without_a_silo_the_host_starts_and_stops_at_once_and_calls_fail_at_once()
    {
        using var host = BuildHost();
        var watch = Stopwatch.StartNew();

        await host.StartAsync();
        var started = watch.Elapsed;
        while (!_log.Warnings.Any(entry => entry.Text.Contains("cannot be reached", StringComparison.Ordinal))) await Task.Delay(10);
        await Task.Delay(TimeSpan.FromSeconds(1)); // Several attempts.
        watch.Restart();
        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(() => Module(host).GetPerformanceMetricsAsync());
        var failed = watch.Elapsed;
        watch.Restart();
        await host.StopAsync();
        var stopped = watch.Elapsed;

        output.WriteLine($"started in {started.TotalMilliseconds:F0} ms, failed in {failed.TotalMilliseconds:F1} ms, stopped in {stopped.TotalMilliseconds:F0} ms");
        // A host that waited for the cluster would wait for 30 s.
        Assert.True(started < TimeSpan.FromSeconds(10) && failed < TimeSpan.FromSeconds(10) && stopped < TimeSpan.FromSeconds(10));
        Assert.Equal((true, false, "lyrics"), (error.IsRetryable, error.WasSent, error.Module));
        Assert.Contains("not connected to the cluster yet", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.InnerException);
        Assert.Single(_log.Warnings, entry => entry.Text.Contains("cannot be reached", StringComparison.Ordinal));
        error = await Assert.ThrowsAsync<ClusterUnavailableException>(() => Module(host).GetPerformanceMetricsAsync());
        Assert.Contains("stopping", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_stopped_at_once_or_never_started_ends()
    {
        using (var host = BuildHost())
        {
            await host.StartAsync();
            await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }

        using var never = BuildHost();
        var error = await Assert.ThrowsAsync<ClusterUnavailableException>(() => Module(never).GetPerformanceMetricsAsync());
        Assert.False(error.WasSent);
    }

    [Fact]
    public async Task Silos_that_come_go_and_come_again_are_found_and_host_run_modules_are_registered()
    {
        using var host = BuildHost();
        await host.StartAsync();
        await Assert.ThrowsAsync<ClusterUnavailableException>(() => Module(host).GetPerformanceMetricsAsync());

        using (var silo = await LocalSilo.StartAsync(_folder, _ports[0], _ports[1]))
        {
            var found = await UntilWorksAsync(() => Module(host).GetPerformanceMetricsAsync()); // The module is known: it was registered when the connection came.
            var ran = await Module(host).RunAsync("folk", (LyricsConfig config, CancellationToken _) => Task.FromResult(config.Temperature));
            Assert.Equal(FeedbackReceipt.Accepted, await Module(host).ApplyFeedbackAsync(ran.Id, Feedback.FromRating(4)));
            await silo.StopAsync();
            output.WriteLine($"found {found.TotalMilliseconds:F0} ms after the silo was active");
        }

        Stopwatch watch;
        ClusterUnavailableException error;
        do
        {
            // The first call may still be sent: this host hears a moment later that the silo has gone.
            watch = Stopwatch.StartNew();
            error = await Assert.ThrowsAsync<ClusterUnavailableException>(() => Module(host).GetPerformanceMetricsAsync());
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
        }
        while (error.WasSent);

        Assert.Contains("lost its connection", error.Message, StringComparison.Ordinal);

        using (var silo = await LocalSilo.StartAsync(_folder, _ports[0], _ports[1]))
        {
            var again = await UntilWorksAsync(() => Module(host).GetPerformanceMetricsAsync());
            output.WriteLine($"found again {again.TotalMilliseconds:F0} ms after the second silo was active");
            watch.Restart();
            await host.StopAsync();
            output.WriteLine($"stopped in {watch.ElapsedMilliseconds} ms");
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
            await silo.StopAsync();
        }

        Assert.Single(_log.Warnings, entry => entry.Text.Contains("connection to the cluster is lost", StringComparison.Ordinal));
        Assert.InRange(_log.Warnings.Count(entry => entry.Text.Contains("cannot be reached", StringComparison.Ordinal)), 0, 1);
    }

    private static async Task<TimeSpan> UntilWorksAsync(Func<Task> call)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await call();
                return watch.Elapsed;
            }
            catch (SelfLearningException exception) when ((exception.IsRetryable || exception is ModuleNotFoundException) && watch.Elapsed < Patience)
            {
                await Task.Delay(20);
            }
        }
    }

    private static IModuleClient Module(IHost host) => host.Services.GetRequiredService<ISelfLearningClient>().GetModule("lyrics");

    private IHost BuildHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Orleans:Endpoints:GatewayPort", _ports[1].ToString(CultureInfo.InvariantCulture))]);
        builder.Logging.AddProvider(_log);
        builder.UseSelfLearningClient(client => client.AddModule<LyricsConfig>("lyrics"));
        return builder.Build();
    }
}
