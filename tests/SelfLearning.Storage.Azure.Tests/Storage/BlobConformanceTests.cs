using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using SelfLearning.Storage.Azure.Storage;
using SelfLearning.Storage.Azure.Tests.Support;
using SelfLearning.Tests.Conformance;
using SelfLearning.Tests.Hosting;

namespace SelfLearning.Storage.Azure.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class BlobConformanceTests(Azurite azurite) : GrainStorageConformance
{
    private IHost? _host;

    public override Task DisposeAsync()
    {
        _host?.Dispose();
        return base.DisposeAsync();
    }

    protected override async Task<IGrainStorage> CreateStorageAsync()
    {
        _host = TestHost.BuildSilo(new()
        {
            ["Orleans:GrainStorage:s:ProviderType"] = "AzureBlobStorage",
            ["Orleans:GrainStorage:s:ConnectionString"] = azurite.ConnectionString,
            ["Orleans:GrainStorage:s:ContainerName"] = "conformance",
        });
        var storage = (BlobGrainStorage)_host.Services.GetRequiredKeyedService<IGrainStorage>("s");
        await storage.OpenAsync(CancellationToken.None);
        return storage;
    }
}
