namespace SelfLearning.Web.Tests.Hosting;

/// <summary>One host with a key for each role, one for reader and operator together, one that is bound to a module, one with the longest name, and one nobody has configured.</summary>
public sealed class KeyedSilo : IAsyncLifetime
{
    /// <summary>The module the bound key is bound to.</summary>
    public const string Bound = "bound";

    /// <summary>The longest name a key may have; an operator's.</summary>
    internal static readonly string Longest = new('k', 64);

    internal WebSilo Silo { get; private set; } = null!;

    /// <summary>A key by the role it has.</summary>
    internal IReadOnlyDictionary<string, string> Keys { get; } = ((string[])["reader", "caller", "operator", "both", Bound, Longest, "unknown"])
        .ToDictionary(name => name, _ => ApiKeyText.Generate());

    public async Task InitializeAsync() => Silo = await WebSilo.StartAsync(
    [
        .. from role in (string[])["reader", "caller", "operator"]
           from setting in ((string, string)[])[($"{role}:Hash", Hash(role)), ($"{role}:Roles:0", role)]
           select ($"SelfLearning:ApiKeys:{setting.Item1}", setting.Item2),
        ("SelfLearning:ApiKeys:both:Hash", Hash("both")),
        ("SelfLearning:ApiKeys:both:Roles:0", "reader"),
        ("SelfLearning:ApiKeys:both:Roles:1", "operator"),
        ($"SelfLearning:ApiKeys:{Longest}:Hash", Hash(Longest)),
        ($"SelfLearning:ApiKeys:{Longest}:Roles:0", "operator"),
        ($"SelfLearning:ApiKeys:{Bound}:Hash", Hash(Bound)),
        ($"SelfLearning:ApiKeys:{Bound}:Modules:0", Bound),
        ($"SelfLearning:ApiKeys:{Bound}:Roles:0", "reader"),
        ($"SelfLearning:ApiKeys:{Bound}:Roles:1", "caller"),
        ($"SelfLearning:ApiKeys:{Bound}:Roles:2", "operator"),
    ]);

    public async Task DisposeAsync() => await Silo.DisposeAsync();

    private string Hash(string name) => ApiKeyText.Format(ApiKeyText.Hash(Keys[name]));
}
