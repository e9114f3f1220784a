using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace SelfLearning.Tests.Contracts;

public sealed class MessageRoundTripTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    public static TheoryData<Type> Types => [.. Samples.MessageTypes];

    public static TheoryData<Type> TypesWithArrays => [.. Samples.MessageTypes.Where(type => Samples.MembersOf(type).Any(m => IsArray(m.PropertyType)))];

    [Fact]
    public void The_message_types_are_found() => Assert.Superset(
        new HashSet<Type> { typeof(ModuleDefinition), typeof(ContextKey), typeof(Adaptation), typeof(PolicySnapshot), typeof(Feedback) },
        Samples.MessageTypes.ToHashSet());

    [Theory]
    [MemberData(nameof(Types))]
    public void A_message_keeps_every_member_over_the_wire(Type type)
    {
        var sample = Samples.Of(type);
        AssertSame(sample, Wire(sample), type.Name);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void No_member_of_a_sample_has_its_default(Type type)
    {
        // Otherwise a member that is lost on the wire would go unnoticed.
        var sample = Samples.Of(type);
        foreach (var member in Samples.MembersOf(type))
        {
            var none = member.PropertyType.IsValueType ? Activator.CreateInstance(member.PropertyType) : null;
            Assert.False(Equals(none, member.GetValue(sample)), member.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_message_is_immutable_and_not_copied_inside_a_process(Type type)
    {
        Assert.True(type.IsDefined(typeof(ImmutableAttribute)), $"{type.Name} is not [Immutable]");
        if (type.IsValueType) return;
        var sample = Samples.Of(type);
        Assert.Same(sample, _services.GetRequiredService<DeepCopier>().Copy(sample));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_message_type_is_sealed_and_has_a_name_that_survives_its_renaming(Type type)
    {
        Assert.True(type.IsSealed);
        Assert.StartsWith("selflearning.", type.GetCustomAttribute<AliasAttribute>()?.Alias, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_types_have_the_same_name_on_the_wire()
    {
        var aliases = typeof(Payload).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith("SelfLearning", StringComparison.Ordinal) == true)
            .SelectMany(t => t.GetCustomAttributes<AliasAttribute>(inherit: false)).Select(a => a.Alias).ToList();
        Assert.NotEmpty(aliases);
        Assert.Equal(aliases.Count, aliases.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(TypesWithArrays))]
    public void An_uninitialised_array_does_not_break_a_message(Type type)
    {
        var sample = Samples.Of(type);
        var arrays = Samples.MembersOf(type).Where(m => IsArray(m.PropertyType)).ToList();
        foreach (var member in arrays) member.SetValue(sample, Activator.CreateInstance(member.PropertyType));

        var there = Wire(sample);

        Assert.All(arrays, member => Assert.True(Elements(member.GetValue(there)!).Count == 0, member.Name));
        foreach (var member in Samples.MembersOf(type).Except(arrays)) AssertSame(member.GetValue(sample), member.GetValue(there), member.Name);
    }

    [Fact]
    public void Zeros_falses_and_nulls_stay_what_they_are()
    {
        var options = new ModuleOptions { EnableAdaptation = false, ExplorationRate = 0, TrialShareLimit = 0, UserWeight = 0, AutomaticRollback = false, LearningMode = 0 };
        Assert.Equal(options, Wire(options));
        var entry = new MetricEntry
        {
            Id = "",
            Timestamp = default,
            Operation = "",
            Status = default,
            DurationMs = 0,
            Context = "",
            QualityScore = 0.0,
            Error = null,
        };
        Assert.Equal(entry with { Details = null! }, (MetricEntry)Wire(entry) with { Details = null! });
    }

    private object Wire(object message)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.Deserialize<object>(serializer.SerializeToArray(message))!;
    }

    // Member by member, because records compare arrays by reference.
    private static void AssertSame(object? expected, object? actual, string path)
    {
        if (expected is null || actual is null || expected is string || expected.GetType().IsPrimitive)
        {
            Assert.True(Equals(expected, actual), $"{path}: {expected} became {actual}");
            return;
        }

        Assert.Equal(expected.GetType(), actual.GetType());
        if (expected is Payload payload)
        {
            Assert.Equal(payload.ToJson(), ((Payload)actual).ToJson());
        }
        else if (expected is IEnumerable)
        {
            var (first, second) = (Elements(expected), Elements(actual));
            Assert.True(first.Count == second.Count, $"{path}: {first.Count} became {second.Count}");
            foreach (var (one, other) in first.Zip(second)) AssertSame(one, other, path + "[]");
        }
        else if (Samples.MessageTypes.Contains(expected.GetType()) && expected is not ContextKey)
        {
            foreach (var member in Samples.MembersOf(expected.GetType()))
                AssertSame(member.GetValue(expected), member.GetValue(actual), $"{path}.{member.Name}");
        }
        else
        {
            Assert.True(Equals(expected, actual), $"{path}: {expected} became {actual}");
        }
    }

    private static bool IsArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    private static List<object?> Elements(object collection) =>
        IsArray(collection.GetType()) && collection.Equals(Activator.CreateInstance(collection.GetType())) ? [] : [.. ((IEnumerable)collection).Cast<object?>()];
}
