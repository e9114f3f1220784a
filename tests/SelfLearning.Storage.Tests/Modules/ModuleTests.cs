using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Persistence;
using SelfLearning.Contracts;
using SelfLearning.Server;
using SelfLearning.Storage.Tests.Support;
using SelfLearning.Tests.Conformance;
using SelfLearning.Tests.Hosting;

namespace SelfLearning.Storage.Tests.Modules;

/// <summary>The whole product over a provider, by configuration alone.</summary>
[Collection(ServersCollection.Name)]
public sealed class ModuleTests(Servers servers)
{
    [StorageTheory]
    [InlineData("Redis")]
    [InlineData("AdoNet")]
    public async Task Two_silos_learn_and_a_later_one_knows_everything_that_was_acknowledged(string provider)
    {
        var cluster = $"modules-{Guid.NewGuid():N}";
        var given = new List<(string Id, Feedback Feedback)>();
        using (var one = await StartAsync(provider, cluster))
        using (var two = await StartAsync(provider, cluster))
        {
            var tones = Tones(one);
            for (var i = 0; i < 40; i++)
            {
                var result = await tones.ProcessAsync(string.Create(CultureInfo.InvariantCulture, $"context {i % 8}"));
                given.Add((result.Id, Feedback.FromQuality(0.5)));
            }

            // By turns through either silo.
            var receipts = await Task.WhenAll(given.Select((feedback, i) => Tones(i % 2 == 0 ? one : two).ApplyFeedbackAsync(feedback.Id, feedback.Feedback)));
            Assert.All(receipts, receipt => Assert.Equal(FeedbackReceipt.Accepted, receipt));
            await one.StopAsync();
            await two.StopAsync();
        }

        using var later = await StartAsync(provider, cluster);
        // The default serializer of Orleans would drop zeros.
        Assert.IsType<RecordSerializer>(
            provider == "Redis" ? Options<RedisStorageOptions>(later).GrainStorageSerializer : Options<AdoNetGrainStorageOptions>(later).GrainStorageSerializer);
        var again = await Task.WhenAll(given.Select(feedback => Tones(later).ApplyFeedbackAsync(feedback.Id, feedback.Feedback)));
        Assert.All(again, receipt => Assert.Equal(FeedbackReceipt.Duplicate, receipt));
        for (var i = 0; i < 8; i++)
        {
            var context = ContextKey.Encode(string.Create(CultureInfo.InvariantCulture, $"context {i}"));
            await Tones(later).TriggerLearningCycleAsync(context);
            var view = await Tones(later).GetPolicyAsync(context);
            Assert.Equal((5, 0), (view.LearnedFeedbacks, view.QueuedFeedbacks));
        }

        await later.StopAsync();
    }

    private static IModuleClient<string, string> Tones(IHost silo) => silo.Services.GetRequiredService<ISelfLearningClient>().GetModule<string, string>("tones");

    private static TOptions Options<TOptions>(IHost silo) => silo.Services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(GrainNames.Storage);

    private async Task<IHost> StartAsync(string provider, string cluster)
    {
        var settings = servers.SiloOf(provider, cluster);
        settings["Orleans:ServiceId"] = cluster;
        servers.AddStorage(settings, provider, GrainNames.Storage);
        settings["SelfLearning:SigningKey"] = Convert.ToBase64String(new byte[32]);
        var host = TestHost.BuildSilo(settings, silo =>
        {
            silo.AddSelfLearning().AddModule<ToneModule>("tones");
            silo.Services.AddSelfLearningClient();
        });
        await host.StartAsync();
        return host;
    }
}
