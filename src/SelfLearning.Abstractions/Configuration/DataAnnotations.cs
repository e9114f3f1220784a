using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace SelfLearning;

/// <summary>What the validation attributes and <see cref="IValidatableObject"/> of an object object to.</summary>
internal static class DataAnnotations
{
    /// <summary>Each error with the members concerned; a message names the value where the attribute's own text does not.</summary>
    public static ImmutableArray<(ImmutableArray<string> Members, string Message)> ErrorsOf(object instance)
    {
        var errors = new List<ValidationResult>();
        Validator.TryValidateObject(instance, new ValidationContext(instance), errors, validateAllProperties: true);
        return [.. errors.Select(error => (Members: error.MemberNames.ToImmutableArray(), Message(instance, error)))];
    }

    private static string Message(object instance, ValidationResult error)
    {
        var message = error.ErrorMessage ?? "it is not valid.";
        if (error.MemberNames.Take(2).ToArray() is not [var member]) return message;

        // Texts are left out: the one that breaks a rule may be a secret.
        var value = instance.GetType().GetProperty(member)?.GetValue(instance);
        var text = value is string ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
        return string.IsNullOrEmpty(text) || message.Contains($" {text} ", StringComparison.Ordinal)
            ? message
            : $"{message.TrimEnd('.')}; it is {text}.";
    }
}
