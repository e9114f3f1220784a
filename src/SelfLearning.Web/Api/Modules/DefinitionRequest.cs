namespace SelfLearning.Web;

/// <summary>A module that hosts run, as it is registered.</summary>
public sealed record DefinitionRequest
{
    /// <summary>The tunable parameters, at most 32.</summary>
    public required IReadOnlyList<ParameterDefinition> Parameters { get; init; }

    /// <summary>How the module learns; left out, the defaults.</summary>
    public ModuleOptions? Options { get; init; }

    /// <summary>Raised by 1 or more whenever the content changes.</summary>
    public int Revision { get; init; } = 1;
}
