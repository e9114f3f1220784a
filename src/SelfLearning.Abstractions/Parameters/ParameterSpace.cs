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
        foreach (var parameter in Checked(Parameters)) parameter.Require();
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
            throw new ModuleConfigurationException($"A module has at most {MaximumParameters} tunable parameters, not {parameters.Length}.") { Reason = FailureReason.Invalid };
        if (parameters.Contains(null!)) throw new ModuleConfigurationException("A parameter is null.") { Reason = FailureReason.Invalid };
        if (parameters.GroupBy(p => p.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ModuleConfigurationException($"Parameter '{twice.Key}' is defined twice.") { Reason = FailureReason.Invalid };
        return parameters;
    }
}
