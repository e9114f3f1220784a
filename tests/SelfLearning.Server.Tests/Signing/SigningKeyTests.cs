using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Orleans.TestingHost;
using SelfLearning.Contracts;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests.Signing;

public sealed class SigningKeyTests
{
    [Fact]
    public async Task A_cluster_without_a_shared_key_does_not_start_and_says_what_to_set()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddKeyedSingleton<IGrainStorage>(GrainNames.Storage, new ControlledStorage());
            silo.AddSelfLearning();
        });
        await using var cluster = builder.Build();

        var error = await Assert.ThrowsAnyAsync<Exception>(() => cluster.DeployAsync());

        Assert.Contains("SelfLearning:SigningKey", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_of_its_own_makes_a_key_and_keeps_it_with_its_data()
    {
        var storage = new ControlledStorage();
        string id;
        using (var host = await StartAsync(storage))
        {
            id = (await host.Services.GetRequiredService<ISelfLearningClient>().GetModule<PoemRequest, Poem>("poems").ProcessAsync(new PoemRequest("folk"))).Id;
            await host.StopAsync();
        }

        using var again = await StartAsync(storage);
        var receipt = await again.Services.GetRequiredService<ISelfLearningClient>().GetModule("poems").ApplyFeedbackAsync(id, Feedback.FromRating(4));
        Assert.Equal(FeedbackReceipt.Accepted, receipt);
        await again.StopAsync();

        using var another = await StartAsync(new ControlledStorage());
        receipt = await another.Services.GetRequiredService<ISelfLearningClient>().GetModule("poems").ApplyFeedbackAsync(id, Feedback.FromRating(4));
        Assert.Equal(FeedbackReceipt.Unknown, receipt);
        await another.StopAsync();
    }

    private static async Task<IHost> StartAsync(ControlledStorage storage)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort());
            silo.Services.AddKeyedSingleton<IGrainStorage>(GrainNames.Storage, storage);
            silo.Services.AddSingleton<PoemGate>();
            silo.AddSelfLearning().AddModule<PoemModule>("poems");
        });
        builder.Services.AddSelfLearningClient();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
