using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Messaging;
using Orleans.Storage;
using SelfLearning.Storage.Azure.Tests.Official;
using SelfLearning.Tests.Conformance;

// A silo with the official packages, configured by the environment. Each line on the standard input is a call, and is answered by a line; the membership calls
// go to another cluster, in which no silo lives. Ends with its input.
var rows = args[0];
using var silo = Build(null, client: false);
await silo.StartAsync();
using var tableHost = Build(rows, client: false);
using var clientHost = Build(rows, client: true);
var table = tableHost.Services.GetRequiredService<IMembershipTable>();
await table.InitializeMembershipTableAsync(true, default);
var gateways = clientHost.Services.GetRequiredService<IGatewayListProvider>();
await gateways.InitializeGatewayListProviderAsync(default);
Console.WriteLine("ready");
while (Console.ReadLine() is { } line)
{
    Answer answer;
    try
    {
        answer = await AnswerAsync(JsonSerializer.Deserialize<Call>(line)!);
    }
    catch (Exception exception)
    {
        answer = new Answer { Error = exception.ToString(), IsConflict = exception is InconsistentStateException };
    }

    Console.WriteLine(JsonSerializer.Serialize(answer));
}

await silo.StopAsync();

async Task<Answer> AnswerAsync(Call call)
{
    var version = new TableVersion(call.Version, call.Token);
    switch (call.Do)
    {
        case "all":
            return Members(await table.ReadAllAsync(default));
        case "row":
            return Members(await table.ReadRowAsync(call.Silo!.SiloAddress, default));
        case "insert":
            return new Answer { Done = await table.InsertRowAsync(call.Silo!, version, default) };
        case "update":
            return new Answer { Done = await table.UpdateRowAsync(call.Silo!, call.ETag!, version, default) };
        case "beat":
            await table.UpdateIAmAliveAsync(call.Silo!, default);
            return new Answer();
        case "clean":
            await table.CleanupDefunctSiloEntriesAsync(call.Date, default);
            return new Answer();
        case "gateways":
            return new Answer { Gateways = [.. (await gateways.GetGatewaysAsync(default)).Select(uri => uri.ToString())] };
    }

    var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>(call.Storage);
    var state = new HeldState<ConformanceState>(call.State, call.ETag) { RecordExists = call.ETag is not null };
    var id = GrainId.Parse(call.Grain);
    await (call.Do switch
    {
        "read" => storage.ReadStateAsync(call.Name, id, state),
        "write" => storage.WriteStateAsync(call.Name, id, state),
        "clear" => storage.ClearStateAsync(call.Name, id, state),
        _ => throw new ArgumentException($"'{call.Do}' is not a call."),
    });
    return new Answer { ETag = state.ETag, Exists = state.RecordExists, State = state.State };
}

static Answer Members(MembershipTableData data) => new()
{
    Silos = [.. data.Members.Select(member => member.Item1)],
    Tokens = [.. data.Members.Select(member => member.Item2)],
    Version = data.Version.Version,
    VersionToken = data.Version.VersionEtag,
};

static IHost Build(string? cluster, bool client)
{
    var builder = Host.CreateEmptyApplicationBuilder(null);
    builder.Configuration.AddEnvironmentVariables();
    if (cluster is not null) builder.Configuration["Orleans:ClusterId"] = cluster;
    if (client)
    {
        // The official packages do not register grain storage for clients, so they get none of it.
        var settings = builder.Configuration.AsEnumerable().Where(pair => !pair.Key.StartsWith("Orleans:GrainStorage", StringComparison.Ordinal)).ToList();
        builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.UseOrleansClient();
    }
    else
    {
        builder.UseOrleans();
        builder.Services.AddSingleton<IGrainStorageSerializer, TestSerializer>();
    }

    return builder.Build();
}
