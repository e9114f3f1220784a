using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace SelfLearning.Silo.Configuration;

/// <summary>Where the configuration comes from.</summary>
internal static class SiloConfiguration
{
    private const string File = "appsettings.json";

    /// <summary>
    /// Adds to what every ASP.NET Core host reads (<c>appsettings.json</c> in the working folder, the environment, the command line) what all of it
    /// beats: <c>appsettings.json</c> beside the program, and below that the defaults.
    /// </summary>
    public static void Complete(ConfigurationManager configuration, string contentRoot)
    {
        if (Path.GetFullPath(contentRoot) != Path.GetFullPath(AppContext.BaseDirectory))
        {
            var beside = new JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, File), Optional = true };
            beside.ResolveFileProvider();
            var sources = configuration.Sources;
            sources.Insert(sources.IndexOf(sources.First(source => source is JsonConfigurationSource)), beside);
        }

        var defaults = SiloDefaults.For(configuration).ToList();
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
    }
}
