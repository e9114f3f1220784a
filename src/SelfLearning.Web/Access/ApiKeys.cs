using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace SelfLearning.Web.Access;

/// <summary>The keys that are configured.</summary>
internal sealed partial class ApiKeys
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SelfLearning:ApiKeys";

    private const int LongestName = 64;

    private readonly ImmutableArray<ApiKey> _keys;

    private ApiKeys(ImmutableArray<ApiKey> keys) => _keys = keys;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _keys.IsEmpty;

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="ModuleConfigurationException">Something in it is wrong; the message has a line for each fault.</exception>
    public static ApiKeys Read(IConfiguration configuration)
    {
        var keys = ImmutableArray.CreateBuilder<ApiKey>();
        var faults = new List<string>();
        var configured = configuration.GetSection(Section);
        // Which may be a key or a hash, so it is not shown.
        if (configured.Value is { Length: > 0 })
            faults.Add($"{Section} is a text, which is passed over: every API key is a section below it. Write the key's hash to {Section}:NAME:Hash and its roles to {Section}:NAME:Roles:0, under a name of your own.");
        foreach (var section in configured.GetChildren()) Read(section, keys, faults);
        if (keys.GroupBy(key => ApiKeyText.Format(key.Hash)).FirstOrDefault(same => same.Count() > 1) is { } twice)
            faults.Add($"{Section}: {string.Join(" and ", twice.Select(key => $"'{key.Name}'"))} have the same Hash: give each caller a key of its own.");
        if (faults.Count > 0) throw new ModuleConfigurationException(string.Join(Environment.NewLine, faults));
        return new ApiKeys(keys.ToImmutable());
    }

    /// <summary>The configured key that a text is; takes the same time for every text of a length, whatever is configured.</summary>
    public ApiKey? Find(string text)
    {
        if (text.Length is 0 or > ApiKeyText.MaximumLength) return null;
        return Find(ApiKeyText.Hash(text));
    }

    /// <summary>The configured key of a hash.</summary>
    public ApiKey? Find(ImmutableArray<byte> hash)
    {
        ApiKey? found = null;
        foreach (var key in _keys)
        {
            // All of them, so that the time does not tell which one it was.
            if (CryptographicOperations.FixedTimeEquals(key.Hash.AsSpan(), hash.AsSpan())) found = key;
        }

        return found;
    }

    private static void Read(IConfigurationSection section, ImmutableArray<ApiKey>.Builder keys, List<string> faults)
    {
        if (section.Value is { Length: > 0 })
        {
            faults.Add($"{section.Path} is a text, which is passed over: an API key is a section. Write its hash to {section.Path}:Hash and its roles to {section.Path}:Roles:0.");
            return;
        }

        var before = faults.Count;
        string[] members = [nameof(ApiKeySettings.Hash), nameof(ApiKeySettings.Roles), nameof(ApiKeySettings.Modules)];
        foreach (var child in section.GetChildren().Where(child => !members.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
            faults.Add($"{child.Path} is not known: the members of an API key are {string.Join(", ", members)}.");
        if (!NameRule().IsMatch(section.Key))
            faults.Add($"{section.Path}: the name of an API key has 1 to {LongestName} letters, digits, '.', '_' or '-'.");
        var settings = section.Get<ApiKeySettings>() ?? new ApiKeySettings();
        if (!ApiKeyText.TryParse(settings.Hash, out var hash))
            faults.Add($"{section.Path}:Hash is {(settings.Hash is null ? "missing" : "not a hash")}: it is 'sha256:' and the 64 hexadecimal digits of the key's SHA-256, never the key itself.");
        var hasRoles = IsList(section.GetSection(nameof(ApiKeySettings.Roles)), settings.Roles, faults);
        IsList(section.GetSection(nameof(ApiKeySettings.Modules)), settings.Modules, faults);
        var roles = ImmutableArray.CreateBuilder<AccessRole>();
        foreach (var text in settings.Roles)
        {
            // Names only: the numbers of an enum are not part of the configuration.
            if (Enum.TryParse<AccessRole>(text, ignoreCase: true, out var role) && text.Length > 0 && char.IsAsciiLetter(text[0])) roles.Add(role);
            else faults.Add($"{section.Path}:Roles has '{text}', which is no role: they are reader, caller and operator.");
        }

        if (hasRoles && settings.Roles.Count == 0) faults.Add($"{section.Path}:Roles is missing: name at least one of reader, caller and operator.");
        foreach (var module in settings.Modules.Where(module => !ModuleName.IsValid(module)))
            faults.Add($"{section.Path}:Modules has '{module}', which is no name of a module: 1 to 63 characters of a-z, 0-9 and '-'.");
        if (faults.Count == before) keys.Add(new ApiKey(section.Key, hash, [.. roles.Distinct()], [.. settings.Modules]));
    }

    // What is passed over in silence would open more than was meant: a key without modules opens them all.
    private static bool IsList(IConfigurationSection section, IList<string> bound, List<string> faults)
    {
        if (section.Value is { Length: > 0 })
            faults.Add($"{section.Path} is a text and no list: write its first entry to {section.Path}:0.");
        else if (section.GetChildren().Count() != bound.Count)
            faults.Add($"{section.Path} has an entry that is no text: write one to each of {section.Path}:0, {section.Path}:1 and so on.");
        else return true;
        return false;
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$")]
    private static partial Regex NameRule();
}
