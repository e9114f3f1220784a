using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;

namespace SelfLearning;

/// <summary>One binding of a record and its options, with everything that is found wrong on the way.</summary>
internal sealed class ModuleConfigBinding<TConfig>(string module, IConfiguration section)
    where TConfig : ModuleConfig
{
    private static readonly Dictionary<string, PropertyInfo> OptionMembers = SettingsCheck.MembersOf(typeof(ModuleOptions));
    private static readonly Dictionary<string, PropertyInfo> BaseMembers = SettingsCheck.MembersOf(typeof(ModuleConfig));

    private readonly List<string> _errors = [];
    private readonly HashSet<string> _wrongPaths = new(StringComparer.OrdinalIgnoreCase);

    public ModuleConfigSchema<TConfig> Bind()
    {
        ImmutableArray<TunableProperty<TConfig>> tunables = [.. Tunables()];
        var members = SettingsCheck.MembersOf(typeof(TConfig));
        RejectHiddenOptions();
        var config = Create();
        var settings = Checked(members);
        var options = Filled(config, settings);
        RequireMembers(members);
        Validate(config, settings);
        Validate(options, settings);
        var parameters = WithBoundDefaults(tunables, config);
        if (_errors.Count > 0)
        {
            throw new ModuleConfigurationException(
                $"The configuration of module '{module}' ({typeof(TConfig).Name}) is not valid:{string.Concat(_errors.Select(e => $"\n- {e}"))}")
            { Module = module };
        }

        return new ModuleConfigSchema<TConfig>(module, config, options, tunables, parameters!);
    }

    // Base first, then by declaration: the order of metadata tokens is that of the source.
    private static IEnumerable<TunableProperty<TConfig>> Tunables()
    {
        const BindingFlags Declared =
            BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var types = new Stack<Type>();
        for (var type = typeof(TConfig); type is not null && type != typeof(object); type = type.BaseType) types.Push(type);
        var properties = new List<PropertyInfo>();
        foreach (var property in types.SelectMany(type => type.GetProperties(Declared).OrderBy(p => p.MetadataToken)))
        {
            var place = properties.FindIndex(p => p.Name == property.Name);
            if (place < 0) properties.Add(property);
            else properties[place] = property;
        }

        return properties
            .Select(property => (property, tunable: property.GetCustomAttribute<TunableAttribute>(inherit: true)))
            .Where(p => p.tunable is not null)
            .Select(p => TunableProperty<TConfig>.Of(p.property, p.tunable!));
    }

    // One key of the section cannot mean two things.
    private static void RejectHiddenOptions()
    {
        const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public;
        foreach (var property in typeof(TConfig).GetProperties(Members).Where(p => p.DeclaringType != typeof(ModuleConfig)))
        {
            if (OptionMembers.ContainsKey(SettingsCheck.NameOf(property)))
            {
                throw new ModuleConfigurationException(
                    $"{typeof(TConfig).Name}.{property.Name} has the configuration name of a module option ({nameof(ModuleOptions)}."
                    + $"{OptionMembers[SettingsCheck.NameOf(property)].Name}): give it another name.");
            }
        }
    }

    private static TConfig Create()
    {
        if (typeof(TConfig).IsAbstract || typeof(TConfig).GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            throw new ModuleConfigurationException(
                $"{typeof(TConfig).Name} cannot be bound: a configuration record is not abstract, has a public constructor without "
                + "arguments, and declares its settings as properties with 'init'.");
        }

        try
        {
            return (TConfig)constructor.Invoke(null);
        }
        catch (TargetInvocationException exception)
        {
            throw new ModuleConfigurationException(
                $"{typeof(TConfig).Name} cannot be made: its constructor or an initial value fails: {exception.InnerException?.Message}",
                exception.InnerException);
        }
    }

    // Without what is wrong, so that the rest can still be bound and every error be told at once.
    private IConfiguration Checked(Dictionary<string, PropertyInfo> members)
    {
        var check = new SettingsCheck();
        check.Members(section, members.Concat(OptionMembers.Where(o => !members.ContainsKey(o.Key))).ToDictionary(StringComparer.OrdinalIgnoreCase));
        if (check.Errors.Count == 0) return section;
        _errors.AddRange(check.Errors);
        _wrongPaths.UnionWith(check.Paths);
        var prefix = section is IConfigurationSection { Path: var path } ? path + ConfigurationPath.KeyDelimiter : "";
        return new ConfigurationBuilder().AddInMemoryCollection(section.AsEnumerable(makePathsRelative: true).Where(pair =>
            !_wrongPaths.Any(wrong => (prefix + pair.Key + ConfigurationPath.KeyDelimiter).StartsWith(
                wrong + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase)))).Build();
    }

    private ModuleOptions Filled(TConfig config, IConfiguration settings)
    {
        var options = new ModuleOptions();
        try
        {
            settings.Bind(config);
            settings.Bind(options);
        }
        catch (Exception exception) when (exception is InvalidOperationException or TargetInvocationException or ArgumentException)
        {
            _errors.Add($"{typeof(TConfig).Name}: {exception.Message} {exception.InnerException?.Message}".TrimEnd());
        }

        // The record may have defaults of its own for these three.
        return options with
        {
            EnableAdaptation = config.EnableAdaptation,
            AdaptationThreshold = config.AdaptationThreshold,
            MetricsCollectionLevel = config.MetricsCollectionLevel,
        };
    }

    private void RequireMembers(Dictionary<string, PropertyInfo> members)
    {
        if (typeof(TConfig).GetConstructor(Type.EmptyTypes)!.IsDefined(typeof(System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute))) return;
        foreach (var (name, _) in members.Where(m => m.Value.IsDefined(typeof(RequiredMemberAttribute))))
            if (!section.GetSection(name).Exists()) Wrong(name, $"{typeof(TConfig).Name}.{members[name].Name} is required and has no value: set it.");
    }

    private void Validate(object bound, IConfiguration settings)
    {
        try
        {
            foreach (var (names, message) in DataAnnotations.ErrorsOf(bound))
            {
                string[] paths = [.. names.Select(name => bound.GetType().GetProperty(name) is { } property ? SettingsCheck.NameOf(property) : name)];
                if (paths.Length > 0 && paths.All(path => _wrongPaths.Contains(PathOf(path)))) continue;
                Wrong(string.Join(", ", paths), message);
            }
        }
        catch (Exception exception) when (!ReferenceEquals(settings, section))
        {
            // Validation of the record's own may rest on the values left out; their errors are told already.
            _errors.Add($"{bound.GetType().Name} could not be validated without them: {exception.Message}");
        }
    }

    private ParameterSpace? WithBoundDefaults(ImmutableArray<TunableProperty<TConfig>> tunables, TConfig config)
    {
        var definitions = ImmutableArray.CreateBuilder<ParameterDefinition>(tunables.Length);
        foreach (var tunable in tunables)
        {
            var name = SettingsCheck.NameOf(typeof(TConfig).GetProperty(tunable.Name)!);
            if (tunable.Read(config) is { } text && tunable.Definition.IndexOf(text) >= 0)
                definitions.Add(tunable.Definition with { Default = text });
            else if (!_wrongPaths.Contains(PathOf(name)))
                Wrong(name, $"the value of {typeof(TConfig).Name}.{tunable.Name} is '{tunable.ReadRaw(config)}' and must be {tunable.Rule}.");
        }

        return _errors.Count > 0 ? null : new ParameterSpace(definitions.ToImmutable());
    }

    private void Wrong(string name, string error)
    {
        _errors.Add($"{PathOf(name)}: {error}");
        _wrongPaths.Add(PathOf(name));
    }

    private string PathOf(string name) => section is IConfigurationSection { Path: var path } ? ConfigurationPath.Combine(path, name) : name;
}
