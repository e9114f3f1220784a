using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace SelfLearning.Silo.Configuration;

/// <summary>Where the configuration comes from.</summary>
internal static class SiloConfiguration
{
    /// <summary>
    /// Adds to what every ASP.NET Core host reads (<c>appsettings.json</c> in the working folder, the environment, the command line) <c>appsettings.json</c>
    /// beside the program, which beats only the defaults, and the file of <c>--config</c>, which beats the other files.
    /// </summary>
    /// <exception cref="SiloConfigurationException">The file of <c>--config</c> does not exist.</exception>
    public static void Complete(ConfigurationManager configuration, string contentRoot)
    {
        var sources = configuration.Sources;
        if (Path.GetFullPath(contentRoot) != Path.GetFullPath(AppContext.BaseDirectory))
            sources.Insert(FirstFile(sources), File(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), isOptional: true));
        if (configuration["config"] is { Length: > 0 } path)
        {
            sources.Insert(LastFile(sources) + 1, RequireFile(Path.GetFullPath(path, contentRoot)));
        }

        AddDefaults(configuration);
    }

    /// <summary>Reads a file and the environment the way a silo started with <c>--config</c> does, but no other file.</summary>
    /// <exception cref="SiloConfigurationException">The file does not exist.</exception>
    public static void Read(ConfigurationManager configuration, string path)
    {
        configuration.Sources.Add(RequireFile(Path.GetFullPath(path)));
        configuration.Sources.Add(new EnvironmentVariablesConfigurationSource { Prefix = "ASPNETCORE_" });
        configuration.Sources.Add(new EnvironmentVariablesConfigurationSource());
        AddDefaults(configuration);
    }

    private static void AddDefaults(ConfigurationManager configuration)
    {
        var defaults = SiloDefaults.For(configuration).ToList();
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
    }

    private static JsonConfigurationSource RequireFile(string path) => System.IO.File.Exists(path)
        ? File(path, isOptional: false)
        : throw new SiloConfigurationException([$"--config is '{path}', and there is no such file."]);

    private static JsonConfigurationSource File(string path, bool isOptional)
    {
        var source = new JsonConfigurationSource { Path = path, Optional = isOptional };
        source.ResolveFileProvider();
        return source;
    }

    private static int FirstFile(IList<IConfigurationSource> sources) => sources.IndexOf(sources.First(source => source is JsonConfigurationSource));

    private static int LastFile(IList<IConfigurationSource> sources) => sources.IndexOf(sources.Last(source => source is JsonConfigurationSource));
}
