using SelfLearning.Tests.Servers;

namespace SelfLearning.Benchmarks.Workloads.Durable;

/// <summary>A storage that is started for a workload.</summary>
/// <param name="Name">As it stands in the names of results.</param>
/// <param name="Missing">Why it cannot be had on this machine; <c>null</c> when it can.</param>
/// <param name="StartAsync">Starts it and gives the section of a grain storage in it.</param>
/// <param name="StopAsync">Stops it and deletes what it holds.</param>
internal sealed record Backend(string Name, string? Missing, Func<Task<Dictionary<string, string?>>> StartAsync, Func<Task> StopAsync)
{
    /// <summary>SQLite in a folder of its own.</summary>
    public static Backend Sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("benchmarks-");
        return new Backend(
            "sqlite",
            null,
            () => Task.FromResult<Dictionary<string, string?>>(new() { ["ProviderType"] = "Sqlite", ["Path"] = Path.Combine(folder.FullName, "records.db") }),
            () =>
            {
                folder.Delete(recursive: true);
                return Task.CompletedTask;
            });
    }

    /// <summary>Blobs in an emulator that keeps them in memory.</summary>
    public static Backend Azurite()
    {
        var azurite = new AzuriteProcess();
        return new Backend(
            "azurite",
            AzuriteProcess.Missing,
            async () =>
            {
                await azurite.StartAsync();
                return new() { ["ProviderType"] = "AzureBlobStorage", ["ConnectionString"] = azurite.ConnectionString };
            },
            azurite.StopAsync);
    }

    /// <summary>Redis with an append-only file, on disk before each answer.</summary>
    public static Backend Redis()
    {
        var redis = new RedisProcess();
        return new Backend(
            "redis",
            RedisProcess.Missing,
            async () =>
            {
                await redis.StartAsync();
                return new() { ["ProviderType"] = "Redis", ["ConnectionString"] = redis.ConnectionString };
            },
            redis.DeleteAsync);
    }
}
