using Orleans.Storage;
using SelfLearning.Storage.Tests.Support;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Tests.Grains;

[Collection(ServersCollection.Name)]
public sealed class RedisConformanceTests(Servers servers) : GrainStorageConformance
{
    protected override Task<IGrainStorage> CreateStorageAsync() => Task.FromResult(servers.Storage("Redis"));

    protected override bool ClearRemovesTheRecord => false;

    protected override bool ClearMakesARow => true;

    protected override bool ConflictNamesTheETag => false;

    protected override bool ObservesTokens => false;
}
