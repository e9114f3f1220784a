using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;
using SelfLearning.Contracts;
using SelfLearning.Silo.Configuration;
using SelfLearning.Silo.Health;

namespace SelfLearning.Tool.Diagnosis;

/// <summary>Whether the storage keeps a record: written, read back and cleared again, on a server that will still have it after a crash.</summary>
internal static class StorageCheck
{
    public const string Name = "storage";

    public static Task<Check> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var type = services.GetRequiredService<IConfiguration>()[$"{SiloDefaults.Storage}:ProviderType"]!;
        return type == "Memory"
            ? Task.FromResult(new Check(Name, CheckState.Skipped, "Memory is kept by the silo itself, and forgotten when it stops"))
            : ServerTrial.RunAsync(Name, type == "Sqlite" ? $"{type}, {PathOf(services)}" : type, token => TryAsync(services, type, token), cancellationToken);
    }

    private static async Task<string> TryAsync(IServiceProvider services, string type, CancellationToken cancellationToken)
    {
        var storage = services.GetRequiredKeyedService<IGrainStorage>(GrainNames.Storage);
        var lifecycle = new ProviderLifecycle();
        (storage as ILifecycleParticipant<ISiloLifecycle>)?.Participate(lifecycle);
        await lifecycle.StartAsync(cancellationToken);
        try
        {
            await KeepAsync(storage, cancellationToken);
            await DurabilityRule.RequireAsync(services, type);
        }
        finally
        {
            await lifecycle.StopAsync(CancellationToken.None);
        }

        return "a record was written, read back and cleared";
    }

    private static async Task KeepAsync(IGrainStorage storage, CancellationToken cancellationToken)
    {
        const string State = "doctor";
        // Always the same one: Redis and AdoNet keep an empty row of what was cleared.
        var grain = GrainId.Create("selflearning.doctor", "probe");
        var written = new GrainState<ProbeRecord>(new ProbeRecord());
        await storage.ReadStateAsync(State, grain, written, cancellationToken);
        written.State = new ProbeRecord { Value = Guid.NewGuid().ToString("N") };
        await storage.WriteStateAsync(State, grain, written, cancellationToken);
        var read = new GrainState<ProbeRecord>(new ProbeRecord());
        await storage.ReadStateAsync(State, grain, read, cancellationToken);
        var kept = read.State;
        await storage.ClearStateAsync(State, grain, read, cancellationToken);
        if (kept != written.State)
            throw new SelfLearningException("a record was written, and what was read back is another one: is there a cache between?");
    }

    private static string PathOf(IServiceProvider services) => Path.GetFullPath(
        services.GetRequiredService<IOptionsMonitor<SqliteGrainStorageOptions>>().Get(GrainNames.Storage).Path,
        services.GetRequiredService<IHostEnvironment>().ContentRootPath);
}
