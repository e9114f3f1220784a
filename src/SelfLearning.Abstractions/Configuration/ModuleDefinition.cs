namespace SelfLearning;

/// <summary>What the silos must know of a module: its name, its parameters and how it learns.</summary>
[GenerateSerializer, Immutable, Alias("selflearning.module-definition")]
public sealed record ModuleDefinition
{
    /// <summary>The module's name, by the rule of <see cref="ModuleName"/>.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>The tunable parameters.</summary>
    [Id(1)] public required ParameterSpace Parameters { get; init; }

    /// <summary>How the module learns.</summary>
    [Id(2)] public ModuleOptions Options { get; init; } = new();

    /// <summary>
    /// Raised by 1 or more whenever the content changes. A definition with a lower revision than the registered one is ignored;
    /// the same revision with other content is an error.
    /// </summary>
    [Id(3)] public int Revision { get; init; } = 1;

    /// <summary>Checks the name, the parameters, the options and the revision.</summary>
    /// <exception cref="ModuleConfigurationException">Something is not valid; the message names it.</exception>
    public ModuleDefinition Require()
    {
        ModuleName.Require(Name);
        if (Parameters is null) throw Wrong("Parameters is null; a module without parameters has ParameterSpace.Empty", "parameters");
        if (Options is null) throw Wrong("Options is null; new ModuleOptions() has the defaults", "options");
        try
        {
            Parameters.Require();
        }
        catch (ModuleConfigurationException exception)
        {
            throw Wrong(exception.Message.TrimEnd('.'), exception.Field);
        }

        Options.Require(Name, "options.");
        if (Revision < 1) throw Wrong($"the revision {Revision} is not 1 or more", "revision");
        return this;
    }

    private ModuleConfigurationException Wrong(string what, string? field) =>
        new($"Module '{Name}': {what}.") { Module = Name, Reason = FailureReason.Invalid, Field = field };
}
