using System.Reflection;
using FsCheck.Xunit;

namespace SelfLearning.Learning.Tests;

public class ConventionTests
{
    [Fact]
    public void Every_property_has_a_seed()
    {
        var properties = typeof(ConventionTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.GetCustomAttribute<PropertyAttribute>() is not null).ToList();
        Assert.True(properties.Count > 20, $"{properties.Count} properties are too few: they were not found");
        var unseeded = properties.Where(method =>
            method.GetCustomAttribute<PropertyAttribute>() is { Replay: null or "" }
            && method.DeclaringType!.GetCustomAttribute<PropertiesAttribute>() is null or { Replay: null or "" });
        Assert.Empty(unseeded.Select(method => $"{method.DeclaringType!.Name}.{method.Name} takes other cases in every run: mark it [SeededProperty]"));
    }
}
