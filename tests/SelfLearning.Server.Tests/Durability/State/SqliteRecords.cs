using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;
using Orleans.TestingHost;
using SelfLearning.Contracts;

namespace SelfLearning.Server.Tests.Durability.State;

/// <summary>An SQLite file with records, to be used by one silo after another.</summary>
internal sealed class SqliteRecords : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("selflearning-state-");

    /// <summary>Gives the file to a silo.</summary>
    public void AddTo(ISiloBuilder silo) =>
        silo.AddSqliteGrainStorage(GrainNames.Storage, options => options.Path = Path.Combine(_folder.FullName, "learning.db"));

    /// <summary>Writes the records of a file.</summary>
    public Task WriteAsync(StateFile file) => UseAsync(async storage =>
    {
        foreach (var (name, grain, record) in file.All) await storage.WriteStateAsync(name, grain, new GrainState<JsonObject>(record));
    });

    /// <summary>Reads all records of a file as a next version does, and writes back what it changed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="change">Changes a record; nothing is written without it.</param>
    public async Task<IReadOnlyList<(string Name, NextRecord Record, string ETag)>> NextAsync(StateFile file, Action<string, NextRecord>? change = null)
    {
        var found = new List<(string, NextRecord, string)>();
        await UseAsync(async storage =>
        {
            foreach (var (name, grain, _) in file.All)
            {
                var state = new GrainState<NextRecord>(new NextRecord());
                await storage.ReadStateAsync(name, grain, state);
                Assert.True(state.RecordExists);
                change?.Invoke(name, state.State!);
                if (change is not null) await storage.WriteStateAsync(name, grain, state);
                found.Add((name, state.State!, state.ETag!));
            }
        });
        return found;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task UseAsync(Func<IGrainStorage, Task> use)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            AddTo(silo);
            silo.Services.TryAddKeyedSingleton<IGrainStorageSerializer, RecordSerializer>(GrainNames.Storage);
            silo.Services.PostConfigure<Orleans.Configuration.ClusterOptions>(cluster => cluster.ServiceId = "durability");
        });
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        await use(cluster.Silos[0].ServiceProvider.GetRequiredKeyedService<IGrainStorage>(GrainNames.Storage));
    }
}
