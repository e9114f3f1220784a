using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using SelfLearning.Tests.Conformance;

namespace SelfLearning.Tests.Hosting;

/// <summary>
/// Hosts that find the providers by configuration alone.
/// </summary>
internal static class TestHost
{
    /// <summary>
    /// A silo host that is built and not started; a storage without a serializer of its own uses <see cref="TestSerializer"/>.
    /// </summary>
    public static IHost BuildSilo(Dictionary<string, string?> settings, Action<IServiceCollection>? services = null)
    {
        var builder = Builder(settings);
        builder.UseOrleans(silo =>
        {
            if (!settings.ContainsKey("Orleans:Clustering:ProviderType"))
            {
                silo.UseLocalhostClustering();
            }
        });
        builder.Services.AddSingleton<IGrainStorageSerializer, TestSerializer>();
        services?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>
    /// A client host that is built and not started.
    /// </summary>
    public static IHost BuildClient(Dictionary<string, string?> settings)
    {
        var builder = Builder(settings);
        builder.UseOrleansClient();
        return builder.Build();
    }

    private static HostApplicationBuilder Builder(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        return builder;
    }
}
