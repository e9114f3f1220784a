using System.Collections;
using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace SelfLearning;

/// <summary>
/// Compares a configuration section with the types it is to be bound to. The binder alone ignores unknown members and values where
/// members are expected, skips list elements it cannot convert, and stops at the first value it cannot convert.
/// </summary>
internal sealed class SettingsCheck
{
    private readonly List<string> _errors = [];
    private readonly List<string> _paths = [];

    /// <summary>A sentence for each unknown member and for each value that cannot be converted.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The full paths the errors are about.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>The settable members of a type by the name they have in configuration.</summary>
    public static Dictionary<string, PropertyInfo> MembersOf(Type type)
    {
        var members = new Dictionary<string, PropertyInfo>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.GetMethod is not { IsPublic: true } || property.GetIndexParameters().Length > 0) continue;

            // What cannot be replaced can still be filled where it has members or elements of its own.
            if (property.SetMethod is { IsPublic: true } || !IsScalar(property.PropertyType)) members.TryAdd(NameOf(property), property);
        }

        return members;
    }

    /// <summary>The name of a property in configuration.</summary>
    public static string NameOf(PropertyInfo property) => property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;

    /// <summary>Checks a section whose members may be those of several types.</summary>
    public void Members(IConfiguration section, IReadOnlyDictionary<string, PropertyInfo> members)
    {
        foreach (var child in section.GetChildren())
        {
            if (members.TryGetValue(child.Key, out var member)) Value(child, member.PropertyType);
            else Wrong(child, $"{child.Path}: there is no such member. {NearestName.Hint(child.Key, [.. members.Keys])}");
        }
    }

    private void Value(IConfigurationSection section, Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(object)) return;
        if (IsScalar(type))
        {
            Scalar(section, declared);
        }
        else if (!string.IsNullOrEmpty(section.Value) && type != typeof(byte[]))
        {
            var expected = Element(type) is null ? $"the members of a {type.Name}" : "a list";
            Wrong(section, $"{section.Path}: '{section.Value}' is a single value, and {expected} must stand here.");
        }
        else if (Element(type) is { } element)
        {
            foreach (var child in section.GetChildren())
            {
                var before = _errors.Count;
                Value(child, element);
                if (_errors.Count == before && Failure(child, element) is { } failure) Wrong(child, $"{child.Path}: {failure}");
            }
        }
        else
        {
            Members(section, MembersOf(type));
        }
    }

    private void Scalar(IConfigurationSection section, Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (section.GetChildren().FirstOrDefault() is { } child)
            Wrong(section, $"{child.Path}: there is no such member; {section.Path} is {TypeNames.Describe(type)}.");
        else if (section.Value is { } text && !(text.Length == 0 && type != declared) && !Converts(section, type))
            Wrong(section, $"{section.Path}: '{text}' is not {TypeNames.Describe(type)}.");
    }

    // The binder reads numbers as members of an enum, and any number at that.
    private static bool Converts(IConfigurationSection section, Type type) =>
        Failure(section, type) is null
        && section.Get(type) is { } value
        && (!type.IsEnum || type.IsDefined(typeof(FlagsAttribute)) || Enum.IsDefined(type, value));

    private static string? Failure(IConfigurationSection section, Type type)
    {
        try
        {
            section.Get(type);
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException)
        {
            return exception.Message;
        }
    }

    private void Wrong(IConfigurationSection section, string error)
    {
        _errors.Add(error);
        _paths.Add(section.Path);
    }

    private static bool IsScalar(Type type) => TypeDescriptor.GetConverter(Nullable.GetUnderlyingType(type) ?? type).CanConvertFrom(typeof(string));

    private static Type? Element(Type type)
    {
        if (!typeof(IEnumerable).IsAssignableFrom(type)) return null;
        Type[] shapes = [type, .. type.GetInterfaces()];
        return Argument(typeof(IDictionary<,>), 1) ?? Argument(typeof(IReadOnlyDictionary<,>), 1) ?? Argument(typeof(IEnumerable<>), 0);

        Type? Argument(Type shape, int index) =>
            shapes.FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == shape)?.GetGenericArguments()[index];
    }
}
