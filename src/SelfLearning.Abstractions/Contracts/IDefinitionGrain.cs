namespace SelfLearning.Contracts;

/// <summary>Keeps the definition and the options of one module; its key is the module's name.</summary>
[Alias("selflearning.definition-grain"), GrainInterfaceType("selflearning.definition-grain")]
public interface IDefinitionGrain : IGrainWithStringKey
{
    /// <summary>Registers a definition; returns the one in force.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="isSilo">Whether a silo registers its own module: its configuration then sets the options of the same revision.</param>
    [Alias("register"), ResponseTimeout("00:00:05")]
    Task<ModuleDefinition> RegisterAsync(ModuleDefinition definition, bool isSilo);

    /// <summary>The definition in force with the options in force, or <c>null</c> when the module is not known.</summary>
    [Alias("get"), ResponseTimeout("00:00:05")]
    Task<ModuleDefinition?> GetAsync();

    /// <summary>The options with their tag.</summary>
    [Alias("get-options"), ResponseTimeout("00:00:05")]
    Task<VersionedOptions> GetOptionsAsync();

    /// <summary>Changes the options if <paramref name="etag"/> is still theirs.</summary>
    [Alias("set-options"), ResponseTimeout("00:00:05")]
    Task<VersionedOptions> SetOptionsAsync(ModuleOptions options, string etag);
}
