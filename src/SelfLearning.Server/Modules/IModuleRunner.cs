using System.Collections.Immutable;

namespace SelfLearning.Server;

/// <summary>An in-silo module without its types: the seam between the grains and a module's own code.</summary>
internal interface IModuleRunner
{
    /// <summary>The module's definition from code and configuration.</summary>
    ModuleDefinition Definition { get; }

    /// <summary>The context key of a request.</summary>
    /// <exception cref="ModuleProcessingException">The request is null, of another type, or the module refuses it.</exception>
    ContextKey ContextOf(Payload input);

    /// <summary>What the code makes of values that a policy decided: those it knows, and its configuration with them.</summary>
    /// <param name="decided">The decided values.</param>
    /// <param name="options">The options in force.</param>
    ModuleSettings SettingsOf(ImmutableArray<ParameterValue> decided, ModuleOptions options);

    /// <summary>Runs the module.</summary>
    /// <param name="input">The request.</param>
    /// <param name="config">The configuration that <see cref="SettingsOf"/> gives.</param>
    /// <param name="cancellationToken">Cancelled at the timeout.</param>
    /// <exception cref="ModuleProcessingException">The request is null or of another type.</exception>
    ValueTask<ModuleRun> RunAsync(Payload input, ModuleConfig config, CancellationToken cancellationToken);
}
