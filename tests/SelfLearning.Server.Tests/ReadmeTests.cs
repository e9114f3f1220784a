using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SelfLearning.Server.Tests.Cluster;

namespace SelfLearning.Server.Tests;

/// <summary>Keeps the README of the repository compiling and the one of the server complete.</summary>
public sealed partial class ReadmeTests
{
    public interface IChatModel
    {
        Task<string> WriteAsync(string prompt, double temperature, CancellationToken cancellationToken);
    }

    [Fact]
    public void Every_line_of_code_in_the_readme_is_compiled_here()
    {
        var compiled = Lines(File("tests/SelfLearning.Server.Tests/ReadmeTests.cs")).ToHashSet();
        var code = CodeBlock().Matches(File("README.md")).SelectMany(block => Lines(block.Groups[1].Value)).ToList();

        Assert.Equal(24, code.Count);
        Assert.All(code, line => Assert.Contains(line, compiled));
    }

    [Fact]
    public async Task The_module_in_the_readme_runs()
    {
        var ct = CancellationToken.None;
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Modules:lyrics:Voice", "plain")]).Build();
        await using var cluster = await LearningCluster.StartAsync(
            modules => modules.AddModule<LyricsModule>("lyrics", settings.GetSection("Modules:lyrics")),
            silo => silo.Services.AddSingleton<IChatModel, Echo>());
        var learning = cluster.Client;

        IModuleClient<LyricsRequest, Lyrics> lyrics = learning.GetModule<LyricsRequest, Lyrics>("lyrics");
        ModuleResult<Lyrics> song = await lyrics.ProcessAsync(new LyricsRequest("folk", "rain"), ct);
        FeedbackReceipt receipt = await lyrics.ApplyFeedbackAsync(song.Id, Feedback.FromRating(4, "good hook"), ct);

        Assert.EndsWith("song on rain, plain", song.Data.Text, StringComparison.Ordinal);
        Assert.Equal(FeedbackReceipt.Accepted, receipt);
    }

    [Fact]
    public void The_host_in_the_readme_has_all_its_services()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering();
            silo.AddSelfLearning().AddModule<LyricsModule>("lyrics", builder.Configuration.GetSection("Modules:lyrics"));
        });
        builder.Services.AddSelfLearningClient();
        using var host = builder.Build();

        Assert.NotNull(host.Services.GetRequiredService<ISelfLearningClient>());
    }

    [Fact]
    public void The_table_of_options_names_every_option_with_its_default()
    {
        var rows = Lines(File("src/SelfLearning.Server/README.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        var defaults = new ModuleOptions();

        Assert.All(typeof(ModuleOptions).GetProperties().Where(property => property.CanWrite), property =>
        {
            var value = property.GetValue(defaults) switch
            {
                bool flag => flag ? "true" : "false",
                int number => number.ToString("N0", CultureInfo.InvariantCulture),
                var other => Convert.ToString(other, CultureInfo.InvariantCulture),
            };
            Assert.Single(rows, row => row.StartsWith($"| `{property.Name}` | {value} | ", StringComparison.Ordinal));
        });
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private static string File(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "SelfLearningOrleans.sln"))) folder = folder.Parent!;
        return System.IO.File.ReadAllText(Path.Combine(folder.FullName, path));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    private sealed class Echo : IChatModel
    {
        public Task<string> WriteAsync(string prompt, double temperature, CancellationToken cancellationToken) => Task.FromResult(prompt);
    }

    public sealed record LyricsRequest(string Genre, string Theme);

    public sealed record Lyrics(string Text);

    public sealed record LyricsConfig : ModuleConfig
    {
        [Tunable(0.0, 1.2, Step = 0.1)]
        public double Temperature { get; init; } = 0.7;

        [Tunable("verse-first", "hook-first")]
        public string Structure { get; init; } = "verse-first";

        [Required]
        public required string Voice { get; init; }
    }

    public sealed class LyricsModule(IChatModel chat) : LearningModule<LyricsRequest, Lyrics, LyricsConfig>
    {
        public override ContextKey ContextOf(LyricsRequest request) => ContextKey.Encode(request.Genre);

        public override async Task<Outcome<Lyrics>> ProcessAsync(LyricsRequest request, LyricsConfig config, CancellationToken cancellationToken) =>
            new Lyrics(await chat.WriteAsync($"A {config.Structure} song on {request.Theme}, {config.Voice}", config.Temperature, cancellationToken));
    }
}
