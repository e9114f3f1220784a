namespace SelfLearning;

/// <summary>The types of settings in the words of who writes a configuration.</summary>
internal static class TypeNames
{
    /// <summary>The type with an article, for the end of a sentence.</summary>
    public static string Describe(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(plain))}";
        return Type.GetTypeCode(plain) switch
        {
            TypeCode.String => "a text",
            TypeCode.Boolean => "true or false",
            TypeCode.Byte => "a whole number from 0 to 255",
            TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => $"a whole number ({plain.Name})",
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "a number (with a point, as in 0.5)",
            _ when plain == typeof(TimeSpan) => "a time span (as in 00:01:30 or 7.00:00:00)",
            _ => $"a {plain.Name}",
        };
    }
}
