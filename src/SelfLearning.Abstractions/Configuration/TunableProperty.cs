using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace SelfLearning;

/// <summary>A property marked with <see cref="TunableAttribute"/>: its parameter, read and set without reflection.</summary>
internal sealed class TunableProperty<TConfig>
    where TConfig : ModuleConfig
{
    private delegate bool Parser<T>(string text, out T value);

    private readonly Func<TConfig, string, bool> _set;
    private readonly Func<TConfig, object?> _get;

    private TunableProperty(
        string name, ParameterDefinition definition, Func<TConfig, string, bool> set, Func<TConfig, object?> get, Type type)
    {
        (Name, Definition, _set, _get, Type) = (name, definition, set, get, type);
    }

    /// <summary>The property's name.</summary>
    public string Name { get; }

    /// <summary>The property's type.</summary>
    public Type Type { get; }

    /// <summary>The parameter; its default is its first value, not that of any configuration.</summary>
    public ParameterDefinition Definition { get; }

    /// <summary>What a value must be, for the end of a sentence.</summary>
    public string Rule => Definition is { IsNumeric: true, Values: [var first, var second, .., var last] }
        ? $"a number from {first} to {last} in steps of {ParameterText.Difference(first, second)}"
        : $"one of {string.Join(", ", Definition.Values)}";

    /// <summary>Reads the attribute of <paramref name="property"/>.</summary>
    /// <exception cref="ModuleConfigurationException">The attribute does not fit the property; the message names both and the rule.</exception>
    public static TunableProperty<TConfig> Of(PropertyInfo property, TunableAttribute tunable)
    {
        var owner = $"{typeof(TConfig).Name}.{property.Name}";
        if (property.GetMethod is not { IsPublic: true, IsStatic: false } || property.SetMethod is not { IsPublic: true })
            throw Misuse(owner, "it needs a public getter and a public 'init' or 'set', and must not be static");
        var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        try
        {
            return new TunableProperty<TConfig>(
                property.Name, Define(owner, name, property.PropertyType, tunable), Setter(property), Getter(property), property.PropertyType);
        }
        catch (ModuleConfigurationException exception) when (!exception.Message.StartsWith(owner, StringComparison.Ordinal))
        {
            throw Misuse(owner, exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>The property's value as parameter text; <c>null</c> for one that has none.</summary>
    public string? Read(TConfig config) => ParameterText.TryFormat(_get(config));

    /// <summary>The property's value as a person reads it.</summary>
    public string? ReadRaw(TConfig config) => Convert.ToString(_get(config), CultureInfo.InvariantCulture);

    /// <summary>Sets the property on a copy nobody else holds yet.</summary>
    /// <exception cref="ModuleConfigurationException">The text is no value of the property's type.</exception>
    public void Set(TConfig copy, string text)
    {
        if (text is null || !_set(copy, text))
        {
            throw new ModuleConfigurationException(
                $"{typeof(TConfig).Name}.{Name} (parameter '{Definition.Name}'): '{text}' is not {TypeNames.Describe(Type)}.");
        }
    }

    private static ParameterDefinition Define(string owner, string name, Type type, TunableAttribute tunable)
    {
        if (type == typeof(string))
        {
            if (tunable.Minimum is not null || tunable.Step != 1) throw Misuse(owner, "a text has no bounds and no step: list its values");
            return ParameterDefinition.Categorical(name, tunable.Values.Count > 0 ? tunable.Values[0] : "", tunable.Values);
        }

        if (tunable.Values.Count > 0) throw Misuse(owner, $"only a text lists its values, and this is {TypeNames.Describe(type)}");
        if (type == typeof(bool) || type.IsEnum)
        {
            if (tunable.Minimum is not null || tunable.Step != 1)
                throw Misuse(owner, $"it is {TypeNames.Describe(type)} and has no bounds and no step: write [Tunable] alone");
            if (type == typeof(bool)) return ParameterDefinition.Boolean(name, false);
            if (type.IsDefined(typeof(FlagsAttribute))) throw Misuse(owner, "a combination of flags is no closed list of values");
            string[] members = [.. Enum.GetValues(type).Cast<object>().Select(member => member.ToString()!).Distinct(StringComparer.Ordinal)];
            return ParameterDefinition.Categorical(name, members.FirstOrDefault() ?? "", members);
        }

        var whole = WholeRange(type);
        if (whole is null && type != typeof(double) && type != typeof(float) && type != typeof(decimal))
        {
            throw Misuse(
                owner, $"{TypeNames.Describe(type)} cannot be learned; string, bool, an enum, byte, short, int, long, float, double and decimal can");
        }

        if (tunable is not { Minimum: { } minimum, Maximum: { } maximum })
            throw Misuse(owner, "a number needs its bounds, for example [Tunable(0.0, 1.0, Step = 0.1)]");
        if (whole is not { } range) return ParameterDefinition.Real(name, minimum, minimum, maximum, tunable.Step);
        return ParameterDefinition.Integer(name, Whole(minimum), Whole(minimum), Whole(maximum), Whole(tunable.Step));

        // Bounds beyond 1e15 are no exact doubles any more, so a long is kept inside of that too.
        long Whole(double value) => double.IsInteger(value) && Math.Abs(value) < 1e15 && value >= range.Minimum && value <= range.Maximum
            ? (long)value
            : throw Misuse(owner, FormattableString.Invariant($"its bounds and step are whole numbers of {TypeNames.Describe(type)}, and {value} is not"));
    }

    private static (double Minimum, double Maximum)? WholeRange(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => (byte.MinValue, byte.MaxValue),
        TypeCode.Int16 => (short.MinValue, short.MaxValue),
        TypeCode.Int32 => (int.MinValue, int.MaxValue),
        TypeCode.Int64 => (long.MinValue, long.MaxValue),
        _ => null,
    };

    private static Func<TConfig, string, bool> Setter(PropertyInfo property)
    {
        var type = property.PropertyType;
        if (type == typeof(string)) return Setter<string>(property, AnyText);
        if (type == typeof(bool)) return Setter<bool>(property, ParameterText.TryBoolean);
        if (type == typeof(byte)) return Setter<byte>(property, ParameterText.TryWhole);
        if (type == typeof(short)) return Setter<short>(property, ParameterText.TryWhole);
        if (type == typeof(int)) return Setter<int>(property, ParameterText.TryWhole);
        if (type == typeof(long)) return Setter<long>(property, ParameterText.TryWhole);
        if (type == typeof(double)) return Setter<double>(property, ParameterText.TryReal);
        if (type == typeof(float)) return Setter<float>(property, ParameterText.TryReal);
        if (type == typeof(decimal)) return Setter<decimal>(property, ParameterText.TryReal);
        return (Func<TConfig, string, bool>)typeof(TunableProperty<TConfig>)
            .GetMethod(nameof(MemberSetter), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, [property])!;
    }

    private static Func<TConfig, string, bool> MemberSetter<T>(PropertyInfo property)
        where T : struct, Enum =>
        Setter<T>(property, ParameterText.TryMember);

    // An 'init' setter is an ordinary method with a mark that only the compiler heeds; the copy it is called on is not shared yet.
    private static Func<TConfig, string, bool> Setter<T>(PropertyInfo property, Parser<T> parse)
    {
        var (config, value) = (Expression.Parameter(typeof(TConfig)), Expression.Parameter(typeof(T)));
        var assign = Expression.Lambda<Action<TConfig, T>>(Expression.Call(config, property.SetMethod!, value), config, value).Compile();
        return (copy, text) =>
        {
            if (!parse(text, out var parsed)) return false;
            assign(copy, parsed);
            return true;
        };
    }

    private static Func<TConfig, object?> Getter(PropertyInfo property)
    {
        var config = Expression.Parameter(typeof(TConfig));
        return Expression.Lambda<Func<TConfig, object?>>(Expression.Convert(Expression.Property(config, property), typeof(object)), config).Compile();
    }

    private static bool AnyText(string text, out string value)
    {
        value = text;
        return true;
    }

    private static ModuleConfigurationException Misuse(string owner, string rule) => new($"{owner} cannot be [Tunable] as it is: {rule}.");
}
