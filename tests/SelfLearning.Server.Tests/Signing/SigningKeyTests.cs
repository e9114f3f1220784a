using Microsoft.Extensions.DependencyInjection;
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
        using (var host = await LocalSilo.StartAsync(storage))
        {
            id = (await host.Services.GetRequiredService<ISelfLearningClient>().GetModule<PoemRequest, Poem>("poems").ProcessAsync(new PoemRequest("folk"))).Id;
            await host.StopAsync();
        }

        using var again = await LocalSilo.StartAsync(storage);
        var receipt = await again.Services.GetRequiredService<ISelfLearningClient>().GetModule("poems").ApplyFeedbackAsync(id, Feedback.FromRating(4));
        Assert.Equal(FeedbackReceipt.Accepted, receipt);
        await again.StopAsync();

        using var another = await LocalSilo.StartAsync(new ControlledStorage());
        receipt = await another.Services.GetRequiredService<ISelfLearningClient>().GetModule("poems").ApplyFeedbackAsync(id, Feedback.FromRating(4));
        Assert.Equal(FeedbackReceipt.Unknown, receipt);
        await another.StopAsync();
    }

    [Fact]
    public async Task A_silo_of_its_own_that_keeps_its_data_in_memory_makes_a_key_too()
    {
        using var host = await LocalSilo.StartAsync(silo => silo.AddMemoryGrainStorage(GrainNames.Storage));
        var poems = host.Services.GetRequiredService<ISelfLearningClient>().GetModule<PoemRequest, Poem>("poems");

        var id = (await poems.ProcessAsync(new PoemRequest("folk"))).Id;

        Assert.Equal(FeedbackReceipt.Accepted, await poems.ApplyFeedbackAsync(id, Feedback.FromRating(4)));
        await host.StopAsync();
    }
}
