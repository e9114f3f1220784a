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
}
