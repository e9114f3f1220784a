using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using SelfLearning.Contracts;

namespace SelfLearning.Tests.Contracts;

/// <summary>Instances of message types in which no member has its default value, made from the types alone.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Time = new(2030, 2, 3, 4, 5, 6, TimeSpan.FromHours(1));

    /// <summary>The types of the assembly that Orleans serializes, but not the exceptions.</summary>
    public static IReadOnlyList<Type> MessageTypes { get; } =
    [
        .. typeof(Payload).Assembly.GetTypes().Where(t =>
            t.IsDefined(typeof(GenerateSerializerAttribute)) && !t.IsAssignableTo(typeof(Exception)) && !t.Name.EndsWith("Surrogate", StringComparison.Ordinal))
            .Append(typeof(ProcessReply)).Append(typeof(ProcessRequest)).OrderBy(t => t.Name),
    ];

    /// <summary>The members that cross the wire: those with an Id, and those of a primary constructor.</summary>
    public static IEnumerable<PropertyInfo> MembersOf(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(p => p.SetMethod is not null && p.GetIndexParameters().Length == 0);

    public static object Of(Type type)
    {
        if (type == typeof(ContextKey)) return ContextKey.Encode("folk");
        if (type == typeof(Payload)) return Payload.Of("text", PayloadJson.DefaultOptions);
        var sample = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var member in MembersOf(type)) member.SetValue(sample, Value(member.PropertyType, member.Name));
        return sample;
    }

    private static object Value(Type type, string name)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Value(underlying, name);
        if (type == typeof(string)) return $"a {name}";
        if (type == typeof(bool)) return true;
        if (type == typeof(int)) return 7 + name.Length;
        if (type == typeof(long)) return 7_000_000_000L + name.Length;
        if (type == typeof(double)) return 0.1 + name.Length;
        if (type == typeof(Guid)) return new Guid("0f8fad5b-d9cb-469f-a165-70867728950e");
        if (type == typeof(DateTimeOffset)) return Time;
        if (type == typeof(TimeSpan)) return TimeSpan.FromSeconds(1 + name.Length);
        if (type == typeof(byte[])) return new byte[] { 1, 0, 255, (byte)name.Length };
        if (type.IsEnum) return Enum.GetValues(type).GetValue(1)!;
        if (type == typeof(ImmutableDictionary<string, string>)) return ImmutableDictionary<string, string>.Empty.Add("key", name);
        if (type == typeof(ImmutableDictionary<string, long>)) return ImmutableDictionary<string, long>.Empty.Add("key", 9);
        if (type == typeof(ImmutableDictionary<OperationStatus, long>))
            return ImmutableDictionary<OperationStatus, long>.Empty.Add(OperationStatus.Partial, 9);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            return typeof(Samples).GetMethod(nameof(ArrayOf), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [name])!;
        }

        return Of(type);
    }

    private static ImmutableArray<T> ArrayOf<T>(string name) => [(T)Value(typeof(T), name), (T)Value(typeof(T), name + "2")];
}
