using Microsoft.Extensions.Configuration;

namespace SelfLearning.Tool.Keys;

/// <summary>A key that was made now and is kept nowhere.</summary>
/// <param name="Name">The name under which it is configured.</param>
/// <param name="Key">The key.</param>
/// <param name="Hash">Its hash as it is configured.</param>
/// <param name="Roles">What its holder may do.</param>
/// <param name="Modules">The modules it is bound to; empty for all.</param>
internal sealed record NewKey(string Name, string Key, string Hash, IReadOnlyList<string> Roles, IReadOnlyList<string> Modules)
{
    private const string Section = "SelfLearning:ApiKeys";

    /// <summary>Makes a key.</summary>
    public static NewKey Make(string name, IReadOnlyList<string> roles, IReadOnlyList<string> modules)
    {
        var key = ApiKeyText.Generate();
        return new NewKey(name, key, ApiKeyText.Format(ApiKeyText.Hash(key)), roles, modules);
    }

    /// <summary>What is to be configured, by its keys.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new($"{Section}:{Name}:Hash", Hash),
        .. Roles.Select((role, place) => KeyValuePair.Create($"{Section}:{Name}:Roles:{place}", (string?)role)),
        .. Modules.Select((module, place) => KeyValuePair.Create($"{Section}:{Name}:Modules:{place}", (string?)module)),
    ];

    /// <summary>A configuration with nothing else.</summary>
    public IConfiguration ToConfiguration() => new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();
}
