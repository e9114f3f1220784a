using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using SelfLearning.Storage.Azure.Storage;
using SelfLearning.Storage.Azure.Tests.Support;
using SelfLearning.Tests.Conformance;
using SelfLearning.Tests.Hosting;

namespace SelfLearning.Storage.Azure.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class TableConformanceTests(Azurite azurite) : GrainStorageConformance
{
    private IHost? _host;

    protected override bool ClearRemovesTheRecord => false;

    protected override int? StateLimit => 983_040;

    public override Task DisposeAsync()
    {
        _host?.Dispose();
        return base.DisposeAsync();
    }

    protected override async Task<IGrainStorage> CreateStorageAsync()
    {
        _host = TestHost.BuildSilo(new()
        {
            ["Orleans:GrainStorage:s:ProviderType"] = "AzureTableStorage",
            ["Orleans:GrainStorage:s:ConnectionString"] = azurite.ConnectionString,
            ["Orleans:GrainStorage:s:TableName"] = "Conformance",
        });
        var storage = (TableGrainStorage)_host.Services.GetRequiredKeyedService<IGrainStorage>("s");
        await storage.OpenAsync(CancellationToken.None);
        return storage;
    }
}
