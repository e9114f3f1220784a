using System.Text.Json;
using System.Text.Json.Nodes;
using SelfLearning.Contracts;
using SelfLearning.Learning;
using SelfLearning.Server.Tests.Cluster;
using SelfLearning.Tests.Servers;

namespace SelfLearning.Server.Tests.Durability.State;

/// <summary>
/// The state of a module as a version wrote it, one record of every kind, and what has to be found in it. Files of released versions
/// stay as they are; <see cref="UpgradeTests"/> says how a new one is made.
/// </summary>
/// <param name="Time">When it was written.</param>
/// <param name="SegmentTime">The time of the decisions that are in a segment.</param>
/// <param name="Learned">Feedbacks that were learned.</param>
/// <param name="Pooled">Feedbacks that are in the pool.</param>
/// <param name="InSegment">A learned decision whose slot is in a segment alone.</param>
/// <param name="InRecord">A learned decision whose slot is in the learning record.</param>
/// <param name="Queued">A decision whose feedback waits to be learned.</param>
/// <param name="Records">The records by grain and name.</param>
public sealed record StateFile(
    DateTimeOffset Time, DateTimeOffset SegmentTime, long Learned, long Pooled, string InSegment, string InRecord, string Queued, Dictionary<string, Dictionary<string, JsonObject>> Records)
{
    /// <summary>What a person has set.</summary>
    public const int MinimumFeedback = 7;

    private const string Folder = "tests/SelfLearning.Server.Tests/Durability/State";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The versions that have a file, oldest first.</summary>
    public static IReadOnlyList<string> Versions =>
        [.. Directory.GetFiles(RepositoryFolder.Find(Folder), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).OrderBy(Version.Parse)];

    /// <summary>Every record by itself.</summary>
    public IEnumerable<(string Name, GrainId Grain, JsonObject Record)> All =>
        Records.SelectMany(grain => grain.Value.Select(record => (record.Key, GrainId.Parse(grain.Key), record.Value)));

    /// <summary>The names of the members of every kind of record.</summary>
    public IEnumerable<string> Members => All
        .SelectMany(record => record.Record.Select(member => $"{record.Name.Split('-')[0]}.{member.Key}")).Distinct().Order(StringComparer.Ordinal);

    public static StateFile Read(string version) => JsonSerializer.Deserialize<StateFile>(File.ReadAllText(PathOf(version)), Json)!;

    public void Write(string version) => File.WriteAllText(PathOf(version), JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>Lets this version write one record of every kind.</summary>
    internal static async Task<StateFile> MakeAsync()
    {
        await using var folk = await Folk.StartAsync(options: [("PoolingStrength", "0.5"), ("MaximumFeedbackPerCycle", "1000")]);
        await folk.PassAsync(TimeSpan.FromHours(2));
        var learned = folk.NewFeedbacks(600, folk.Now.AddHours(-2));
        await folk.LearnAsync(learned);
        await folk.UntilAsync(() => folk.Storage.RecordsOf(Folk.Grain).Keys.Any(name => name.StartsWith("segment", StringComparison.Ordinal)));
        var recent = folk.NewFeedbacks(1);
        await folk.LearnAsync(recent);
        var pool = folk.Cluster.Grains.GetGrain<IPoolGrain>(Folk.Module);
        await folk.UntilAsync(async () => PoolModel.Load(await pool.GetAsync()).Feedbacks > 0, TimeSpan.FromSeconds(1));
        await folk.Context.SuggestAdaptationAsync(new ParameterValue("structure", "hook-first"), new Decider("ada", "it sings"));
        await folk.Cluster.Client.GetModule<PoemRequest, Poem>(Folk.Module).ProcessAsync(new PoemRequest("folk"));
        var definitions = folk.Cluster.Grains.GetGrain<IDefinitionGrain>(Folk.Module);
        var options = await definitions.GetOptionsAsync();
        await definitions.SetOptionsAsync(options.Options with { MinimumFeedback = MinimumFeedback }, options.ETag);
        await folk.Context.WakeAsync(); // Flushes, and learns what waits.
        var queued = folk.NewFeedbacks(1);
        await folk.SendAsync(queued);
        var pooled = PoolModel.Load(await pool.GetAsync()).Feedbacks;
        return new StateFile(
            folk.Now, folk.Now.AddHours(-2), (await folk.ViewAsync()).LearnedFeedbacks, pooled, learned[0].ResultId, recent[0].ResultId, queued[0].ResultId,
            folk.Storage.Records.Concat(await SigningKeyAsync())
                .OrderBy(record => record.Name, StringComparer.Ordinal)
                .GroupBy(record => record.Grain.ToString(), StringComparer.Ordinal)
                .OrderBy(grain => grain.Key, StringComparer.Ordinal)
                .ToDictionary(grain => grain.Key, grain => grain.ToDictionary(record => record.Name, record => JsonNode.Parse(record.Bytes)!.AsObject())));
    }

    // Only a silo of its own keeps a key with its data.
    private static async Task<IEnumerable<(string Name, GrainId Grain, byte[] Bytes)>> SigningKeyAsync()
    {
        var storage = new ControlledStorage();
        using var host = await LocalSilo.StartAsync(storage);
        await host.StopAsync();
        return storage.Records.Where(record => record.Name == "signing-key");
    }

    private static string PathOf(string version) => Path.Combine(RepositoryFolder.Find(Folder), version + ".json");
}
