using Microsoft.Extensions.Configuration;

namespace SelfLearning.Tests.Configuration;

/// <summary>Sections as a host's configuration gives them.</summary>
internal static class Settings
{
    public const string Path = "Modules:lyrics";

    /// <summary>The section <c>Modules:lyrics</c> with the given members.</summary>
    public static IConfigurationSection Of(params (string Key, string? Value)[] members) => new ConfigurationBuilder()
        .AddInMemoryCollection(members.ToDictionary(m => $"{Path}:{m.Key}", m => m.Value)).Build().GetSection(Path);

    /// <summary>A section with what LyricsConfig requires, and the given members.</summary>
    public static IConfigurationSection Lyrics(params (string Key, string? Value)[] members) => Of([("Voice", "alto"), .. members]);

    public static string ErrorOf<TConfig>(IConfiguration? section)
        where TConfig : ModuleConfig
    {
        var error = Assert.Throws<ModuleConfigurationException>(() => ModuleConfigSchema<TConfig>.Bind("lyrics", section));
        return error.Message;
    }
}
