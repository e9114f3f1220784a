using SelfLearning.Tests.Servers;

namespace SelfLearning.Storage.Azure.Tests.Support;

/// <summary>
/// One emulator for all tests of the assembly, on free ports and without files.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    private readonly AzuriteProcess _process = new();

    public string ConnectionString => _process.ConnectionString;

    public Task InitializeAsync() => AzuriteProcess.Missing is null ? _process.StartAsync() : Task.CompletedTask;

    public Task DisposeAsync() => _process.StopAsync();
}
