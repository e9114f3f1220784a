using System.Collections.Immutable;

namespace SelfLearning;

/// <summary>The tunable parameters of a module, in order. An empty space is allowed: such a module only measures.</summary>
[GenerateSerializer, Immutable, Alias("selflearning.parameter-space")]
public sealed record ParameterSpace
{
    /// <summary>The most parameters a module may have.</summary>
    public const int MaximumParameters = 32;

    /// <summary>A space from parameters with different names.</summary>
    /// <exception cref="ModuleConfigurationException">A name occurs twice, or there are more than 32 parameters.</exception>
    public ParameterSpace(params ImmutableArray<ParameterDefinition> parameters) => Parameters = Checked(parameters);

    /// <summary>A space without parameters.</summary>
    public static ParameterSpace Empty { get; } = new();

    /// <summary>The parameters in order.</summary>
    [Id(0)] public ImmutableArray<ParameterDefinition> Parameters { get => field.IsDefault ? [] : field; init; }

    /// <summary>Checks what came over a wire, where no constructor has.</summary>
    /// <exception cref="ModuleConfigurationException">A parameter is not valid, or they do not go together.</exception>
    internal ParameterSpace Require()
    {
        var parameters = Checked(Parameters);
        for (var i = 0; i < parameters.Length; i++) parameters[i].Require($"parameters[{i}].");
        return this;
    }

    /// <summary>The number of parameters.</summary>
    public int Count => Parameters.Length;

    /// <summary>The parameter at a place.</summary>
    public ParameterDefinition this[int index] => Parameters[index];

    /// <summary>The place of the parameter called <paramref name="name"/>, or -1.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Parameters.Length; i++)
            if (string.Equals(Parameters[i].Name, name, StringComparison.Ordinal)) return i;
        return -1;
    }

    /// <inheritdoc/>
    public bool Equals(ParameterSpace? other) => other is not null && Parameters.SequenceEqual(other.Parameters);

    /// <inheritdoc/>
    public override int GetHashCode() => Parameters.Aggregate(0, HashCode.Combine);

    private static ImmutableArray<ParameterDefinition> Checked(ImmutableArray<ParameterDefinition> parameters)
    {
        if (parameters.IsDefault) return [];
        if (parameters.Length > MaximumParameters)
            throw Wrong("parameters", $"A module has at most {MaximumParameters} tunable parameters, not {parameters.Length}.");
        if (parameters.IndexOf(null!) is var none and >= 0) throw Wrong($"parameters[{none}]", "A parameter is null.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < parameters.Length; i++)
            if (!names.Add(parameters[i].Name)) throw Wrong($"parameters[{i}].name", $"Parameter '{parameters[i].Name}' is defined twice.");
        return parameters;
    }

    private static ModuleConfigurationException Wrong(string field, string message) => new(message) { Reason = FailureReason.Invalid, Field = field };
}
