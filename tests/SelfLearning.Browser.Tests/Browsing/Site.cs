using System.Security.Cryptography;
using System.Text;
using SelfLearning.Browser.Tests.Hosting;

namespace SelfLearning.Browser.Tests.Browsing;

/// <summary>One browser and one silo for all tests, in which something was learned.</summary>
public sealed class Site : IAsyncLifetime
{
    /// <summary>A module that learns by itself; its context <c>portrait</c> has adapted, <c>still-life</c> only began.</summary>
    internal const string Automatic = "sketch";

    /// <summary>A module that asks people.</summary>
    internal const string Asking = "poster";

    private Chromium? _chromium;
    private PageSilo? _silo;

    internal Chromium Chromium => _chromium ?? throw new InvalidOperationException("There is no browser.");

    internal PageSilo Silo => _silo ?? throw new InvalidOperationException("There is no silo.");

    public async Task InitializeAsync()
    {
        // It is made even where all its tests are skipped.
        if (Tools.Missing is not null) return;
        var chromium = Chromium.StartAsync();
        _silo = await PageSilo.StartAsync(
            [Automatic, Asking],
            from module in (string[])[Automatic, Asking]
            from setting in ((string, string)[])[("ExplorationRate", "0.5"), ("LearningMode", module == Asking ? "RequireApproval" : "Automatic")]
            select KeyValuePair.Create($"Modules:{module}:{setting.Item1}", setting.Item2));
        await Critic(Automatic, 1).UntilAsync("portrait", AdaptationStatus.Applied);
        await Critic(Automatic, 2).JudgeAsync("portrait", 60);
        await Critic(Automatic, 3).JudgeAsync("still-life", 2);
        _chromium = await chromium;
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null) await _chromium.DisposeAsync();
        if (_silo is not null) await _silo.DisposeAsync();
    }

    internal IModuleClient<SketchRequest, Sketch> Module(string name) => Silo.Client.GetModule<SketchRequest, Sketch>(name);

    internal Critic Critic(string module, int seed) => new(Module(module), seed);

    /// <summary>The configuration of an API key.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> KeySettings(string name, string key, params string[] roles) =>
        roles.Select((role, i) => KeyValuePair.Create($"SelfLearning:ApiKeys:{name}:Roles:{i}", role))
            .Append(KeyValuePair.Create($"SelfLearning:ApiKeys:{name}:Hash", "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))));
}
