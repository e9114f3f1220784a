using System.Collections.Immutable;

namespace SelfLearning.Tests.Configuration;

public class ModuleDefinitionTests
{
    private static readonly ParameterDefinition Level = ParameterDefinition.Integer("level", 5, 1, 9);

    [Fact]
    public void A_whole_definition_is_taken() => Assert.Equal("lyrics", Definition(new ParameterSpace(
        Level, ParameterDefinition.Boolean("fast", true), ParameterDefinition.Real("t", 0.7, 0, 1.2, 0.1), ParameterDefinition.Categorical("s", "a", "b", "a"))).Require().Name);

    public static TheoryData<ModuleDefinition, string> Wrong => new()
    {
        { Definition(ParameterSpace.Empty) with { Name = "Lyrics" }, "'Lyrics' is not a module name" },
        { Definition(ParameterSpace.Empty) with { Revision = 0 }, "the revision 0 is not 1 or more" },
        { Definition(ParameterSpace.Empty) with { Options = new ModuleOptions { QueueLimit = 0 } }, "QueueLimit" },
        { Definition(ParameterSpace.Empty) with { Options = null! }, "Options is null" },
        { Definition(null!), "Parameters is null" },
        { Unchecked(Level, Level), "Parameter 'level' is defined twice" },
        { Unchecked([null!]), "A parameter is null" },
        { Unchecked(Level with { Default = "10" }), "its default '10' is not one of its values" },
        { Unchecked(Level with { Values = default }), "it has 0 values" },
        { Unchecked(Level with { Values = ["5", "1"] }), "its value '1' is not an ascending whole number" },
        { Unchecked(Level with { Values = ["5", "5.5"] }), "its value '5.5' is not an ascending whole number" },
        { Unchecked(Level with { Values = ["5", "6.0"] }), "its value '6.0' is not an ascending whole number" },
        { Unchecked(Level with { Values = ["5", "x"], Kind = ParameterKind.Real }), "its value 'x' is not an ascending number" },
        { Unchecked(Level with { Kind = ParameterKind.Boolean }), "the values of a switch are false, true" },
        { Unchecked(Level with { Kind = (ParameterKind)9 }), "its kind 9 is none of" },
        { Unchecked(Level with { Name = "a b" }), "'a b' is not a parameter name" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_came_over_a_wire_unchecked_is_refused_with_the_reason(ModuleDefinition definition, string reason) =>
        Assert.Contains(reason, Assert.Throws<ModuleConfigurationException>(definition.Require).Message, StringComparison.Ordinal);

    private static ModuleDefinition Definition(ParameterSpace space) => new() { Name = "lyrics", Parameters = space };

    private static ModuleDefinition Unchecked(params ImmutableArray<ParameterDefinition> parameters) =>
        Definition(ParameterSpace.Empty with { Parameters = parameters });
}
