using System.Collections.Immutable;

namespace SelfLearning.Tests.Parameters;

public class ParameterSpaceTests
{
    private static readonly ParameterDefinition Fast = ParameterDefinition.Boolean("fast", true);
    private static readonly ParameterDefinition Level = ParameterDefinition.Integer("level", 5, 1, 9);

    [Fact]
    public void Parameters_are_found_by_name_in_their_order()
    {
        var space = new ParameterSpace(Fast, Level);
        Assert.Equal(2, space.Count);
        Assert.Equal(1, space.IndexOf("level"));
        Assert.Equal(-1, space.IndexOf("Level"));
        Assert.Same(Level, space[1]);
        Assert.Equal(space, new ParameterSpace(Fast, Level));
        Assert.NotEqual(space, new ParameterSpace(Level, Fast));
    }

    [Fact]
    public void A_name_may_occur_once_and_at_most_32_parameters_are_taken()
    {
        Assert.Contains("'fast' is defined twice", Assert.Throws<ModuleConfigurationException>(() => new ParameterSpace(Fast, Fast)).Message, StringComparison.Ordinal);
        ImmutableArray<ParameterDefinition> many = [.. Enumerable.Range(0, 33).Select(i => ParameterDefinition.Boolean($"p{i}", false))];
        Assert.Equal(32, new ParameterSpace(many[..32]).Count);
        Assert.Contains("at most 32", Assert.Throws<ModuleConfigurationException>(() => new ParameterSpace(many)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_uninitialised_list_of_parameters_is_an_empty_space()
    {
        Assert.Equal(ParameterSpace.Empty, new ParameterSpace(default(ImmutableArray<ParameterDefinition>)));
        Assert.Equal(0, (ParameterSpace.Empty with { Parameters = default }).Count);
        Assert.Equal(-1, (ParameterSpace.Empty with { Parameters = default }).IndexOf("fast"));
    }
}
