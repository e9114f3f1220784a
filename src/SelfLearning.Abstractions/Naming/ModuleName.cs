using System.Buffers;

namespace SelfLearning;

/// <summary>The rule for module names: 1 to 63 characters of <c>a-z 0-9 -</c>.</summary>
public static class ModuleName
{
    /// <summary>The longest module name, in characters.</summary>
    public const int MaximumLength = 63;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether <paramref name="name"/> keeps the rule.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaximumLength } && !name.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Returns <paramref name="name"/> when it keeps the rule.</summary>
    /// <exception cref="ModuleConfigurationException">The name breaks the rule.</exception>
    public static string Require(string? name) => IsValid(name)
        ? name!
        : throw new ModuleConfigurationException(
            $"'{name}' is not a module name: a module name has 1 to {MaximumLength} characters of a-z, 0-9 and '-'.")
        { Module = name, Reason = FailureReason.Invalid, Field = "module" };
}
