using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace SelfLearning;

/// <summary>
/// A module's configuration record as it was bound: its instance, the options that stand beside its members, and its tunable
/// properties as parameters. Made once per module by <see cref="Bind"/>; safe for concurrent use.
/// </summary>
/// <typeparam name="TConfig">The record; it has a public constructor without arguments and settings with <c>init</c>.</typeparam>
public sealed class ModuleConfigSchema<TConfig>
    where TConfig : ModuleConfig
{
    private readonly FrozenDictionary<string, TunableProperty<TConfig>> _byParameter;
    private readonly FrozenDictionary<string, TunableProperty<TConfig>> _byProperty;

    internal ModuleConfigSchema(
        string module, TConfig bound, ModuleOptions options, ImmutableArray<TunableProperty<TConfig>> tunables, ParameterSpace parameters)
    {
        (Module, Default, Options, Parameters) = (module, bound, options, parameters);
        _byParameter = tunables.ToFrozenDictionary(t => t.Definition.Name, StringComparer.Ordinal);
        _byProperty = tunables.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>The module's name.</summary>
    public string Module { get; }

    /// <summary>The record as bound and validated.</summary>
    public TConfig Default { get; }

    /// <summary>The options bound from the same section; the three that the record has too are equal in both.</summary>
    public ModuleOptions Options { get; }

    /// <summary>
    /// The properties marked with <see cref="TunableAttribute"/> in the order of their declaration, those of base records first, named
    /// in camel case; their defaults are the bound values.
    /// </summary>
    public ParameterSpace Parameters { get; }

#pragma warning disable CA1000 // the record's type is written once, where the module is declared
    /// <summary>
    /// Binds the record and the flat <see cref="ModuleOptions"/> from one section, then checks all of it: unknown members at any depth,
    /// values that do not convert, <c>required</c> members, validation attributes of the record and of the options, and that the
    /// value of every tunable property is one of its parameter's values.
    /// </summary>
    /// <param name="module">The module's name, by the rule of <see cref="ModuleName"/>.</param>
    /// <param name="section">The section, for example <c>Modules:lyrics</c>; <c>null</c> or an empty one leaves every default.</param>
    /// <exception cref="ModuleConfigurationException">
    /// Something is not valid: the message names everything that is not, each with its full path; or the record's declaration cannot
    /// be used: the message names the type and the property.
    /// </exception>
    public static ModuleConfigSchema<TConfig> Bind(string module, IConfiguration? section)
    {
        ModuleName.Require(module);
        return new ModuleConfigBinding<TConfig>(module, section ?? new ConfigurationBuilder().Build()).Bind();
    }
#pragma warning restore CA1000

    /// <summary>A copy of <see cref="Default"/> for one call.</summary>
    /// <param name="values">
    /// Parameters to set, each to any text its property's type can hold; what is not named keeps its default, and of two values for
    /// one parameter the later holds. An uninitialised array sets nothing.
    /// </param>
    /// <param name="options">
    /// The options in force, which may have changed since the start: they give the copy's EnableAdaptation, AdaptationThreshold and
    /// MetricsCollectionLevel. <c>null</c> leaves these as bound.
    /// </param>
    /// <exception cref="ModuleConfigurationException">A name is no parameter, or a text is no value of the property's type.</exception>
    public TConfig With(ImmutableArray<ParameterValue> values, ModuleOptions? options = null)
    {
        var copy = (TConfig)(options is null ? Default.Copy() : Default.With(options));
        if (values.IsDefaultOrEmpty) return copy;
        foreach (var (name, value) in values)
        {
            if (!_byParameter.TryGetValue(name, out var tunable))
                throw Wrong($"there is no parameter '{name}'. {NearestName.Hint(name, [.. Parameters.Parameters.Select(p => p.Name)])}");
            tunable.Set(copy, value);
        }

        return copy;
    }

    /// <summary>The name of the parameter behind a property: <c>c =&gt; c.Temperature</c> gives <c>temperature</c>.</summary>
    /// <exception cref="ModuleConfigurationException">The expression is not a property of the record, or the property is not tunable.</exception>
    public string ParameterNameOf<TValue>(Expression<Func<TConfig, TValue>> property)
    {
        ArgumentNullException.ThrowIfNull(property);
        var body = property.Body is UnaryExpression { NodeType: ExpressionType.Convert } conversion ? conversion.Operand : property.Body;
        if (body is not MemberExpression { Member: PropertyInfo { Name: var name }, Expression: ParameterExpression })
            throw Wrong($"'{property}' is not a property of {typeof(TConfig).Name}: write it as c => c.Temperature.");
        return _byProperty.TryGetValue(name, out var tunable)
            ? tunable.Definition.Name
            : throw Wrong($"{typeof(TConfig).Name}.{name} is not a parameter: mark it with [Tunable]. The parameters are "
                + $"{(Parameters.Count == 0 ? "none" : string.Join(", ", _byProperty.Keys.Order(StringComparer.Ordinal)))}.");
    }

    /// <summary>A value as the parameter text of <see cref="ParameterDefinition.Values"/>: 0.2 is <c>0.2</c>, true is <c>true</c>.</summary>
    /// <exception cref="ModuleConfigurationException">The value is of a type no parameter has, or a number that is not finite or not within 1e15.</exception>
    public string Format(object value) => ParameterText.TryFormat(value)
        ?? throw Wrong(FormattableString.Invariant($"'{value}' ({value?.GetType().Name ?? "null"}) is no value of a parameter: ")
            + "it is a text, true or false, a member of an enum, or a number between -1e15 and 1e15.");

    /// <summary>The definition to register.</summary>
    /// <param name="revision">1 or more; raised whenever the content changes.</param>
    /// <exception cref="ModuleConfigurationException">The revision is below 1.</exception>
    public ModuleDefinition ToDefinition(int revision) =>
        new ModuleDefinition { Name = Module, Parameters = Parameters, Options = Options, Revision = revision }.Require();

    private ModuleConfigurationException Wrong(string what) => new($"Module '{Module}': {what}") { Module = Module };
}
