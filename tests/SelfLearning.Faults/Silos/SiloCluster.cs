using System.Globalization;
using System.Security.Cryptography;
using SelfLearning.Faults.Network;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Faults.Silos;

/// <summary>Azurite and the silos on it, with the settings they ship with.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private readonly string _folder;
    private readonly IReadOnlyList<NetworkPlace> _places;
    private readonly Action<string> _report;
    private readonly List<SiloProcess> _silos = [];

    /// <summary>Nothing is started yet.</summary>
    /// <param name="silos">How many silos there are.</param>
    /// <param name="storage">The provider type of the grain storage.</param>
    /// <param name="folder">Takes the data of the emulator and the logs.</param>
    /// <param name="places">A place for each silo and one more; empty without a private network.</param>
    /// <param name="report">Takes a line for people.</param>
    public SiloCluster(int silos, string storage, string folder, IReadOnlyList<NetworkPlace> places, Action<string> report)
    {
        (_folder, _places, _report) = (folder, places, report);
        Azurite = new AzuriteProcess(Path.Combine(folder, "azurite"), places.Count > 0 ? NetworkPlace.Hub : "127.0.0.1");
        Settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:storage"] = Azurite.ConnectionString,
            ["Orleans:ClusterId"] = "faults",
            ["Orleans:ServiceId"] = "faults",
            ["Orleans:Clustering:ProviderType"] = "AzureTableStorage",
            ["Orleans:Clustering:ConnectionName"] = "storage",
            ["Orleans:GrainStorage:SelfLearning:ProviderType"] = storage,
            ["Orleans:GrainStorage:SelfLearning:ConnectionName"] = "storage",
            ["Orleans:GrainStorage:SelfLearning:SerializerKey"] = "SelfLearning",
            ["SelfLearning:SigningKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            // Two ways of losing metrics: written often, and held in the learning record for a while.
            [$"Modules:{BrewModule.Name}:MetricsFlushInterval"] = "00:00:05",
            [$"Modules:{BrewModule.Hosted}:MetricsFlushInterval"] = "00:00:15",
        };
        for (var i = 0; i < silos; i++) _silos.Add(Create(i, Text(i)));
    }

    public AzuriteProcess Azurite { get; }

    /// <summary>What silos and clients have in common.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    public IReadOnlyList<SiloProcess> Silos => _silos;

    /// <summary>Whether the cable of a silo can be pulled.</summary>
    public bool HasNetwork => _places.Count > 0;

    /// <summary>Starts the emulator and one silo after the other.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Azurite.StartAsync().WaitAsync(cancellationToken);
        foreach (var silo in _silos)
        {
            silo.Start();
            await silo.ReadyAsync(cancellationToken);
        }
    }

    /// <summary>kill -9 of all silos together; ends when all are ready again.</summary>
    public async Task KillAllAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_silos.Select(silo => silo.KillAsync()));
        foreach (var silo in _silos) silo.Start();
        foreach (var silo in _silos) await silo.ReadyAsync(cancellationToken);
    }

    /// <summary>A further silo with the name of another one, on an address or ports of its own. Not started.</summary>
    public SiloProcess CreateTwin(SiloProcess silo) => Create(_silos.Count, silo.Name);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_silos.Select(silo => silo.KillAsync()));
        foreach (var silo in _silos) silo.Dispose();
        await Azurite.StopAsync();
    }

    private static string Text(int index) => string.Create(CultureInfo.InvariantCulture, $"silo-{index + 1}");

    private SiloProcess Create(int index, string name)
    {
        var place = HasNetwork ? _places[index] : null;
        var settings = new SiloSettings(name, place?.Address ?? "127.0.0.1", place is null ? FreePorts.Take(4) : [11111, 30000, 8081, 8080], Settings);
        return new SiloProcess(place, settings, Path.Combine(_folder, $"{Text(index)}.log"), _report);
    }
}
