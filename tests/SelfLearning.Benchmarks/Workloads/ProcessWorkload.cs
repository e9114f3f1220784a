using Microsoft.Extensions.DependencyInjection;
using SelfLearning.Benchmarks.Comparing;

namespace SelfLearning.Benchmarks.Workloads;

/// <summary>
/// Process of a module that does nothing against two raw hops of Orleans, stateless worker to grain, with equal payloads: from the
/// silo's own process, where nothing is copied, and over TCP from another process.
/// </summary>
internal sealed class ProcessWorkload : IWorkload
{
    private const string ByteNote = "over TCP the bytes are those of the silo";

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    public string Name => "process";

    public string Description => "Process of a no-op module against a raw call of two hops, 64 callers";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var (host, gatewayPort) = await ProcessSilo.StartAsync(cancellationToken);
        using (host)
        {
            var sides = new ProcessSides(host.Services.GetRequiredService<ISelfLearningClient>(), host.Services.GetRequiredService<IGrainFactory>());
            Target[] hosted = [Target.RatioAtLeast(0.5, 0.8), Target.ExtraBytesAtMost(1_500, 600)];
            await CompareAsync("hosted/1-context", sides.Product(ProcessSilo.Asynchronous, 1), sides.Raw(1), hosted, null);
            await CompareAsync("hosted/1000-contexts", sides.Product(ProcessSilo.Asynchronous, 1_000), sides.Raw(1_000), hosted, null);
            await CompareAsync(
                "hosted/default-module", sides.Product(ProcessSilo.Default, 1_000), sides.Raw(1_000), hosted,
                "a module that may block runs on the thread pool, not on its context's scheduler");

            await using var remote = RemoteLoad.Start(gatewayPort);
            foreach (var contexts in bench.IsLong ? new[] { 1, 1_000 } : [1_000])
            {
                await CompareAsync(
                    contexts == 1 ? "tcp/1-context" : "tcp/1000-contexts", remote.Side(ProcessSilo.Asynchronous, contexts), remote.Side(RemoteLoad.Raw, contexts),
                    [Target.RatioAtLeast(0.9, 1)], ByteNote);
            }

            await CompareAsync(
                "tcp/limit", remote.Side(RemoteLoad.Signed, 1_000), remote.Side(RemoteLoad.Raw, 1_000), [],
                "not the product: the raw call with the user's types as JSON and one signature, without which no module is called");

            await host.StopAsync(cancellationToken);
        }

        async Task CompareAsync(string name, Work subject, Work reference, Target[] targets, string? note)
        {
            await subject(WarmUp, cancellationToken);
            await reference(WarmUp, cancellationToken);
            await bench.CompareAsync($"{Name}/{name}", "calls/s", subject, reference, targets, note, cancellationToken);
        }
    }
}
