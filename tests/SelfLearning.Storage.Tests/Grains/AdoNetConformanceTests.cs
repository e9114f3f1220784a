using Orleans.Storage;
using SelfLearning.Storage.Tests.Support;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Tests.Grains;

[Collection(ServersCollection.Name)]
public sealed class AdoNetConformanceTests(Servers servers) : GrainStorageConformance
{
    protected override Task<IGrainStorage> CreateStorageAsync() => Task.FromResult(servers.Storage("AdoNet"));

    protected override bool ClearRemovesTheRecord => false;

    protected override bool ConflictNamesTheETag => false;

    protected override bool SerializesAtTheCall => false;

    protected override bool KeepsGrainTypesApart => false;

    protected override bool KeepsNumbersApart => false;

    protected override bool TakesNulInKeys => false;

    protected override int LongestKey => 512;

    [StorageFact]
    public async Task The_schema_is_applied_again_over_data_while_silos_run()
    {
        var storage = servers.Storage("AdoNet");
        var id = GrainId.Create("conformance", $"{Guid.NewGuid():N}/schema");
        var state = new HeldState<ConformanceState>(new ConformanceState { Number = 1 });
        await storage.WriteStateAsync("state", id, state);

        await servers.ApplySchemaAsync();

        await storage.WriteStateAsync("state", id, state);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(
            () => storage.WriteStateAsync("state", id, new HeldState<ConformanceState>(new ConformanceState(), "1")));
    }
}
