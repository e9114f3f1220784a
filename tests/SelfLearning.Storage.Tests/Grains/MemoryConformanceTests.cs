using Orleans.Storage;
using SelfLearning.Storage.Tests.Support;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Storage.Tests.Grains;

[Collection(ServersCollection.Name)]
public sealed class MemoryConformanceTests(Servers servers) : GrainStorageConformance
{
    protected override Task<IGrainStorage> CreateStorageAsync() => Task.FromResult(servers.Storage("Memory"));
}
