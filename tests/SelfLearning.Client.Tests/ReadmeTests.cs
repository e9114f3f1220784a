using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SelfLearning.Client.Tests.Fakes;
using SelfLearning.Cluster;
using SelfLearning.Contracts;

namespace SelfLearning.Client.Tests;

/// <summary>Keeps the README's code compiling: every line of it is a line of this file.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Every_line_of_code_in_the_readme_is_compiled_here()
    {
        var compiled = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "ReadmeTests.cs")).Select(l => l.Trim()).ToHashSet();
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));

        var code = CodeBlock().Matches(readme).SelectMany(m => m.Groups[1].Value.Split('\n')).Select(l => l.Trim()).Where(l => l.Length > 0).ToList();

        Assert.Equal(11, code.Count);
        Assert.All(code, line => Assert.Contains(line, compiled));
    }

    [Fact]
    public async Task The_code_in_the_readme_runs()
    {
        var ct = CancellationToken.None;
        var cluster = new FakeCluster();
        cluster.Module().Process = _ => Reply();
        var builder = Host.CreateEmptyApplicationBuilder(null);

        builder.UseSelfLearningClient(client => client
            .AddModule<LyricsConfig>("lyrics", builder.Configuration.GetSection("Modules:lyrics"), revision: 1));

        PutOn(cluster, builder.Services);
        using var host = builder.Build();
        await host.StartAsync(ct);
        var learning = host.Services.GetRequiredService<ISelfLearningClient>();

        IModuleClient<LyricsRequest, Verse> lyrics = learning.GetModule<LyricsRequest, Verse>("lyrics");
        ModuleResult<Verse> song = await lyrics.ProcessAsync(new LyricsRequest("rain", 2), ct);
        FeedbackReceipt receipt = await lyrics.ApplyFeedbackAsync(song.Id, Feedback.FromRating(4, "good hook"), ct);

        IModuleClient hosted = learning.GetModule("lyrics");
        ModuleResult<string> text = await hosted.RunAsync("folk", (LyricsConfig c, CancellationToken token) => WriteAsync(c, token), ct);

        await using Operation<LyricsConfig> op = await hosted.BeginAsync<LyricsConfig>("folk", ct);
        op.Override(c => c.Temperature, 0.2);
        string verse = await WriteAsync(op.Config, ct);
        await op.SucceedAsync(quality: 0.8);

        await host.StopAsync(ct);
        Assert.Equal((FeedbackReceipt.Accepted, "la at 0.9", "la at 0.2"), (receipt, text.Data, verse));
    }

    // The code runs on a fake cluster, to which nobody connects.
    private static void PutOn(FakeCluster cluster, IServiceCollection services)
    {
        services.AddSingleton<IGrainFactory>(cluster);
        services.RemoveAll<ClusterConnection>();
        services.Remove(services.First(service => service.ServiceType == typeof(IHostedService)));
    }

    private static Task<string> WriteAsync(LyricsConfig config, CancellationToken token) =>
        Task.FromResult(FormattableString.Invariant($"la at {config.Temperature:0.0}"));

    private static ProcessReply Reply() => new()
    {
        Id = "id-0",
        CreatedAt = FakeContextGrain.Start,
        Data = Payload.Of(new Verse("la"), PayloadJson.DefaultOptions),
        Metadata = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty,
        ExecutionTimeMs = 1,
        QualityScore = null,
        AdaptationApplied = false,
        Status = OperationStatus.Success,
        Parameters = [],
    };

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
